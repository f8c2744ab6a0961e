namespace FusedKernels.Generator.Operators;

/// <summary>The words of a row program: maps, which work on each column, and reductions, which make a row a scalar.</summary>
internal enum Operation
{
    /// <summary>A row that the caller passes.</summary>
    Input,

    /// <summary>A number that the caller passes, the same for every row.</summary>
    Argument,

    /// <summary>A number known when the kernel is made.</summary>
    Constant,

    /// <summary>The number of columns.</summary>
    Columns,

    Add,
    Subtract,
    Multiply,
    Divide,

    /// <summary>The second operand where the first is true, the third elsewhere; nothing of the other leaks, not even NaN.</summary>
    Select,

    /// <summary>The product, and 0 where the first operand is 0, whatever the second: 0 · (−∞) = 0.</summary>
    Weigh,

    /// <summary>The first operand, but the second where that is +∞.</summary>
    UnlessInfinite,
    Exp,
    Log,
    Tanh,

    /// <summary>1 − tanh², without cancellation.</summary>
    TanhDerivative,

    /// <summary>The second operand where the first is above −∞, −∞ elsewhere: there an entry is switched off, or NaN.</summary>
    WherePresent,

    /// <summary>The second operand where the first is above −∞, the first elsewhere: what is switched off stays −∞, NaN stays NaN.</summary>
    UnlessAbsent,

    /// <summary>1 / (1 + exp(−x)).</summary>
    Sigmoid,

    /// <summary>log(1 + exp(x)).</summary>
    Softplus,

    /// <summary>√x.</summary>
    Sqrt,

    /// <summary>x · Φ(x), with Φ the standard normal distribution's function.</summary>
    Gelu,

    /// <summary>The operand where its group of neighbouring columns is among the best, −∞ elsewhere.</summary>
    KeepGroups,

    /// <summary>The columns of the largest values, largest first, the lowest column first among equals; −1 for −∞ and NaN.</summary>
    TopK,

    /// <summary>A row's values in the columns of the second operand.</summary>
    Gather,

    /// <summary>A number that the caller passes for each row.</summary>
    RowArgument,

    /// <summary>A row's value in the column of its target.</summary>
    At,

    /// <summary>1 in the column of the row's target, 0 elsewhere.</summary>
    OneHot,

    /// <summary>True but in the column of the row's target.</summary>
    Elsewhere,

    /// <summary>What the rows' sum of losses is divided by.</summary>
    Divisor,

    /// <summary>The number of rows that are not ignored.</summary>
    Rows,

    /// <summary>Reduction to the largest value.</summary>
    Max,

    /// <summary>Reduction to the sum.</summary>
    Sum,

    /// <summary>Reduction to the column of the largest value, the first of several; −1 where a row has none or a NaN.</summary>
    IndexOfMax,

    /// <summary>Made by the planner: exp(x / T) relative to the block's reference, which keeps it in range without a rounded x − max.</summary>
    ScaledExp,

    /// <summary>Made by the planner: log Σ exp(x / T) of the row.</summary>
    LogSumExp,

    /// <summary>Made by the planner: −log of the target's probability.</summary>
    Surprise,

    /// <summary>Made by the planner: −log of the largest probability.</summary>
    LeastSurprise,

    /// <summary>Made by the planner: a scalar that was computed for the row before.</summary>
    Coefficient,

    /// <summary>Made by the planner: what an earlier pass has left in the output.</summary>
    Stored,
}
