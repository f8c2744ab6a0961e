using Digits;
using FusedKernels.Routing;

namespace MixtureOfExperts;

/// <summary>Sends each image to the two experts that a linear layer likes best for it, and learns from what they did and from how even their load is.</summary>
/// <param name="balance">α of the balance loss; 0 lets the router do as it likes.</param>
/// <param name="random">Where the first weights come from.</param>
internal sealed class Router(double balance, SplitMix64 random)
{
    /// <summary>ζ of the z-loss, the paper's.</summary>
    private const double ZLoss = 1e-3;

    private readonly DenseLayer _layer = new(DigitData.Pixels, RouterKernels.Experts, random);

    public DenseLayer Layer => _layer;

    public Routes Route(ReadOnlySpan<float> images)
    {
        float[] logits = _layer.Forward(images);
        int count = logits.Length / RouterKernels.Experts * RouterKernels.Chosen;
        Routes routes = new(logits, new int[count], new float[count]);
        RouterKernels.Route(logits, routes.Selected, routes.Weights);
        return routes;
    }

    /// <summary>One step: the gradients of the weights, of the balance loss and of the z-loss meet in one span.</summary>
    public void Step(ReadOnlySpan<float> images, Routes routes, ReadOnlySpan<float> weightsGradient, float learningRate)
    {
        int rows = weightsGradient.Length / RouterKernels.Chosen;
        float[] gradient = new float[routes.Logits.Length];
        RouterKernels.RouteGradient(routes.Logits, routes.Selected, routes.Weights, weightsGradient, gradient);
        AddLosses(routes, rows, gradient);
        _layer.Step(images, gradient, learningRate / rows);
    }

    /// <summary>The losses are means over the rows; the step divides by their number, like that of the cross-entropy.</summary>
    private void AddLosses(Routes routes, int rows, float[] gradient)
    {
        float[] probabilities = new float[routes.Logits.Length];
        float[] logSumExp = new float[rows];
        RouterKernels.Probabilities(routes.Logits, probabilities);
        RouterKernels.LogSumExp(routes.Logits, logSumExp);

        double[] importance = new double[RouterKernels.Experts];
        double[] slopes = new double[RouterKernels.Experts];
        ExpertStatistics.AddImportance(probabilities, importance);
        SwitchBalanceLoss.Evaluate(importance, routes.Load(), rows, balance * rows, slopes);
        RouterGradient.AddThroughSoftmax(probabilities, slopes, RouterKernels.Experts, gradient);
        RouterZLoss.AddGradient(probabilities, logSumExp, RouterKernels.Experts, ZLoss * rows, gradient);
    }
}
