using Digits;

namespace MixtureOfExperts;

/// <summary>Eight small networks and a router: each image is read by two of them, and their logits are added with the router's weights.</summary>
internal sealed class Mixture : IClassifier
{
    private readonly Router _router;
    private readonly Network[] _experts;

    public Mixture(int hiddenUnits, double balance, SplitMix64 random)
    {
        _router = new Router(balance, random);
        _experts = [.. Enumerable.Range(0, RouterKernels.Experts).Select(_ => new Network(hiddenUnits, random))];
    }

    public string Fingerprint => Digits.Fingerprint.Of(_experts.SelectMany(expert => expert.Layers).Prepend(_router.Layer).Select(layer => layer.Weights));

    public Routes Route(ReadOnlySpan<float> images) => _router.Route(images);

    public float[] Logits(ReadOnlySpan<float> images) => Combine(Work(images, Route(images)));

    public double Step(DigitData batch, float learningRate)
    {
        Routes routes = Route(batch.Images);
        Assignment[] work = Work(batch.Images, routes);
        (double loss, float[] logitGradient) = Readings.Loss(Combine(work), batch.Labels);

        float[] weightsGradient = new float[routes.Weights.Length];
        for (int expert = 0; expert < work.Length; expert++)
        {
            Assignment assignment = work[expert];
            float[] gradient = assignment.Gradient(logitGradient, weightsGradient);
            _experts[expert].Step(assignment.Images, assignment.Activations, gradient, learningRate / batch.Count);
        }

        _router.Step(batch.Images, routes, weightsGradient, learningRate);
        return loss;
    }

    private Assignment[] Work(ReadOnlySpan<float> images, Routes routes)
    {
        Assignment[] work = new Assignment[_experts.Length];
        for (int expert = 0; expert < work.Length; expert++)
        {
            int[] entries = routes.EntriesOf(expert);
            float[] chosen = new float[entries.Length * DigitData.Pixels];
            for (int i = 0; i < entries.Length; i++)
            {
                images.Slice(entries[i] / RouterKernels.Chosen * DigitData.Pixels, DigitData.Pixels).CopyTo(chosen.AsSpan(i * DigitData.Pixels));
            }

            (float[] logits, float[] activations) = _experts[expert].Forward(chosen);
            work[expert] = new Assignment(entries, routes.Weights, chosen, activations, logits);
        }

        return work;
    }

    private static float[] Combine(Assignment[] work)
    {
        float[] logits = new float[work.Sum(assignment => assignment.Entries.Length) / RouterKernels.Chosen * DigitData.Classes];
        foreach (Assignment assignment in work)
        {
            assignment.AddTo(logits);
        }

        return logits;
    }
}
