using System.Numerics.Tensors;
using Digits;

namespace WordModel;

/// <summary>Embeddings of the words before → hidden layer → rectifier → logits of the next word (Bengio et al. 2003).</summary>
internal sealed class NextWordModel
{
    public const int EmbeddingSize = 32;
    public const int HiddenUnits = 64;

    private const int Inputs = Corpus.Context * EmbeddingSize;

    private readonly Corpus _corpus;
    private readonly int _words;
    private readonly Adagrad _embeddings;
    private readonly Layer _hidden;
    private readonly Layer _output;
    private readonly float[] _inputs;
    private readonly float[] _inputGradient;
    private readonly float[] _activations;
    private readonly float[] _activationGradient;
    private readonly float[] _logits;

    /// <param name="corpus">The text and its vocabulary.</param>
    /// <param name="rows">The most words of a batch.</param>
    /// <param name="random">Where the first weights come from.</param>
    public NextWordModel(Corpus corpus, int rows, SplitMix64 random)
    {
        _corpus = corpus;
        _words = corpus.Vocabulary.Count;
        _embeddings = new Adagrad(_words * EmbeddingSize);
        foreach (ref float value in _embeddings.Values)
        {
            value = random.Uniform(1);
        }

        _hidden = new Layer(Inputs, HiddenUnits, random);
        _output = new Layer(HiddenUnits, _words, random);
        _inputs = new float[rows * Inputs];
        _inputGradient = new float[rows * Inputs];
        _activations = new float[rows * HiddenUnits];
        _activationGradient = new float[rows * HiddenUnits];
        _logits = new float[rows * _words];
    }

    public string Fingerprint => Digits.Fingerprint.Of([_embeddings.Memory, _hidden.Weights, _output.Weights]);

    public int Parameters => _embeddings.Values.Length + ((Inputs + 1) * HiddenUnits) + ((HiddenUnits + 1) * _words);

    /// <summary>One step on a batch; returns its mean loss before the step.</summary>
    public float Step(ReadOnlySpan<int> positions, float learningRate)
    {
        int rows = positions.Length;
        Span<float> logits = Forward(positions);
        float loss = Kernels.LossInPlace(logits, Targets(positions), logits, _words);
        _output.Backward(_activations, _logits, _activationGradient, rows);
        _output.Step(_activations, _logits, rows, learningRate);
        _hidden.Backward(_inputs, _activationGradient, _inputGradient, rows);
        _hidden.Step(_inputs, _activationGradient, rows, learningRate);
        for (int input = 0; input < rows * Corpus.Context; input++)
        {
            int word = _corpus.Words[positions[input / Corpus.Context] - Corpus.Context + (input % Corpus.Context)];
            _embeddings.Step(word * EmbeddingSize, _inputGradient.AsSpan(input * EmbeddingSize, EmbeddingSize), learningRate);
        }

        return loss;
    }

    /// <summary>The sum of the losses of a batch that is not learned from.</summary>
    public double Loss(ReadOnlySpan<int> positions)
    {
        float[] losses = new float[positions.Length];
        Kernels.Losses(Forward(positions), Targets(positions), losses, _words);
        double sum = 0;
        foreach (float loss in losses)
        {
            sum += loss;
        }

        return sum;
    }

    /// <summary>The logits of the word after some others.</summary>
    public Span<float> Logits(ReadOnlySpan<int> context)
    {
        Embed(context, row: 0);
        return Forward(rows: 1);
    }

    private Span<float> Forward(ReadOnlySpan<int> positions)
    {
        for (int row = 0; row < positions.Length; row++)
        {
            Embed(_corpus.Words.AsSpan(positions[row] - Corpus.Context, Corpus.Context), row);
        }

        return Forward(positions.Length);
    }

    private Span<float> Forward(int rows)
    {
        _hidden.Forward(_inputs, _activations, rows);
        Span<float> activations = _activations.AsSpan(0, rows * HiddenUnits);
        TensorPrimitives.Max(activations, 0f, activations);
        _output.Forward(_activations, _logits, rows);
        return _logits.AsSpan(0, rows * _words);
    }

    private void Embed(ReadOnlySpan<int> context, int row)
    {
        for (int i = 0; i < context.Length; i++)
        {
            _embeddings.Values.Slice(context[i] * EmbeddingSize, EmbeddingSize).CopyTo(_inputs.AsSpan((row * Inputs) + (i * EmbeddingSize)));
        }
    }

    private int[] Targets(ReadOnlySpan<int> positions)
    {
        int[] targets = new int[positions.Length];
        for (int row = 0; row < targets.Length; row++)
        {
            targets[row] = _corpus.Words[positions[row]];
        }

        return targets;
    }
}
