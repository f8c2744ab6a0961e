using System.Globalization;
using Migrating;

// Both agree where nothing overflows; from about 89 (floats) or 710 (doubles) on, only one of them has an answer.
float[] ordinary = [1, 2, 3];
float[] large = [100, 101, 102];
Print("", "before", "after");
foreach (float[] logits in new[] { ordinary, large })
{
    double x = logits[0] * 10;
    double[,] scores = { { x, x + 1 }, { -x, -x } };
    List<double> logLikelihoods = [-x, -x - 1];
    Print($"logits {string.Join(' ', logits)}", "", "");
    Print("  probability of the last", Before.Probabilities(logits)[^1], After.Probabilities(logits)[^1]);
    Print("  loss of the first", Before.Loss(logits, 0), After.Loss(logits, 0));
    Print("  next token", Before.NextToken(logits, 0.5f, uniform: 0.1), After.NextToken(logits, 0.5f, uniform: 0.1));
    Print("  evidence", Before.Evidence(logLikelihoods), After.Evidence(logLikelihoods));
    Print("  attention", Before.Attention(scores)[0, 1], After.Attention(scores)[0, 1]);
    Print("  step size", Before.StepSize(x), After.StepSize(x));
    Print("  gate", Before.Gate(x), After.Gate(x));
}

static void Print(string name, object before, object after) =>
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-26}{before,10:G6}{after,10:G6}"));
