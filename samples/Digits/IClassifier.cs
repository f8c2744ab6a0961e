namespace Digits;

/// <summary>What can learn to read digits.</summary>
internal interface IClassifier
{
    float[] Logits(ReadOnlySpan<float> images);

    /// <summary>One step on one mini-batch. Returns the sum of the images' losses before the step.</summary>
    double Step(DigitData batch, float learningRate);
}
