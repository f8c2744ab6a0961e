using FusedKernels.Generator.Lowering.Functions;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Lowering;

/// <summary>Turns the rows of a pass into statements for one register.</summary>
/// <param name="body">Where the statements go.</param>
/// <param name="plan">The kernel's plan.</param>
/// <param name="temperature">T.</param>
/// <param name="exact">True where the rounding error of a sum of inputs is carried along.</param>
internal sealed class RowLowering(PassBody body, KernelPlan plan, TemperatureText temperature, bool exact)
{
    private readonly Dictionary<Expression, Value> _values = [];
    private readonly Dictionary<Expression, (string High, string Low)> _complements = [];
    private Value? _unshifted;

    private Target Target => body.Target;

    private Element Element => body.Element;

    /// <summary>The scalar that is the target's logit: it has a second part only where it is a function of the caller's.</summary>
    public const string TargetLogit = "target";

    /// <summary>The same of the row's largest logit.</summary>
    public const string LargestLogit = "largest";

    /// <summary>The target's column, as the element that <see cref="Operation.Elsewhere"/> compares with.</summary>
    public const string TargetColumn = "targetColumn";

    /// <summary>The register of what an earlier pass would have stored, where it is at hand.</summary>
    public string? Kept { get; set; }

    /// <summary>The register that holds the row's columns.</summary>
    public string Lower(Row row) => Evaluate(row).High;

    /// <summary>The name of a scalar that a pass receives in two parts, <c>…High</c> and <c>…Low</c>.</summary>
    public static string ScalarName(Scalar scalar) => scalar.Operation switch
    {
        Operation.Coefficient => scalar.Name!,
        Operation.At => TargetLogit,
        Operation.Max => LargestLogit,
        Operation.Divide => "reciprocal",
        Operation.LogSumExp => "logSumExp",
        _ => "scalar",
    };

    /// <summary>The scalars that a row needs from outside: none that is known when the kernel is made.</summary>
    public static IEnumerable<Scalar> ScalarsOf(Row row) => row.Operation switch
    {
        Operation.Divide => row.Operands.SelectMany(static operand => operand is Row inner ? ScalarsOf(inner) : operand.Operation == Operation.Coefficient ? [(Scalar)operand] : []),
        Operation.Multiply or Operation.Subtract or Operation.Add or Operation.Weigh or Operation.Select => row.Operands.Where(static operand => operand.Operation != Operation.Constant).SelectMany(static operand => operand is Scalar scalar ? [scalar] : ScalarsOf((Row)operand)),
        _ => [],
    };

    private Value Evaluate(Expression row)
    {
        if (!_values.TryGetValue(row, out Value value))
        {
            value = row == plan.Exponent ? LowerArgument() : LowerOperation((Row)row);
            _values.Add(row, value);
        }

        return value;
    }

    private Value LowerOperation(Row row) => row.Operation switch
    {
        Operation.Input => Input(row.Role!.Value),
        Operation.Stored => new(Kept ?? Load("stored", plan.Output.ToName(), 0)),
        Operation.Add when row.Operands[1] is Scalar offset => AddScalar(Evaluate(row.Operands[0]).High, offset),
        Operation.Add when row.Operands[1] is { Operation: Operation.Multiply, Operands: [Row factor, Scalar scalar] } => AddProduct(Evaluate(row.Operands[0]).High, factor, scalar),
        Operation.Add => Add(Evaluate(row.Operands[0]).High, Evaluate(row.Operands[1]).High),
        Operation.Select => Select(row),
        Operation.Elsewhere => Elsewhere(),
        Operation.ScaledExp => ScaledExp(),
        Operation.Multiply when row.Operands is [Row { Operation: Operation.Tanh } tanh, Scalar { Operation: Operation.Constant } scale] => Tanh((Row)tanh.Operands[0], scale.Value),
        Operation.Multiply when row.Operands[1] is Row factor => new(body.Let("weighted", $"{Evaluate(row.Operands[0]).High} * {Evaluate(factor).High}")),
        Operation.Multiply when row.Operands[1].Operation == Operation.Constant => new(body.Let("product", $"{Evaluate(row.Operands[0]).High} * {HighOf((Scalar)row.Operands[1])}")),
        Operation.Multiply => Multiply(Evaluate(row.Operands[0]).High, (Scalar)row.Operands[1]),
        Operation.TanhDerivative => new(TanhFunction.LowerDerivative(body, Complement((Row)row.Operands[0]))),
        Operation.Weigh => Weigh(Evaluate(row.Operands[0]).High, Evaluate(row.Operands[1]).High),
        Operation.Subtract when row.Operands[1] is Row right => new(body.Let("difference", $"{Evaluate(row.Operands[0]).High} - {Evaluate(right).High}")),
        Operation.Subtract when row.Operands[1].Operation == Operation.Constant => new(body.Let("difference", $"{Evaluate(row.Operands[0]).High} - {HighOf((Scalar)row.Operands[1])}")),
        Operation.Subtract when row.Operands[1].Operation == Operation.Coefficient => SubtractScalar(Evaluate(row.Operands[0]).High, (Scalar)row.Operands[1]),
        Operation.Divide when row.Operands[1] is Row divisor => new(body.Let("quotient", $"{Evaluate(row.Operands[0]).High} / {Evaluate(divisor).High}")),
        Operation.Divide => new(body.Let("quotient", $"{Evaluate(row.Operands[0]).High} / {HighOf((Scalar)row.Operands[1])}")),
        Operation.Subtract when row.Operands[1].Operation is Operation.At or Operation.Max => Distance((Row)row.Operands[0], (Scalar)row.Operands[1]),
        Operation.Subtract => SubtractLogSumExp((Scalar)row.Operands[1]),
        _ => throw new NotSupportedException($"No lowering for '{row.Operation}' of a row."),
    };

    private Value Input(Role role)
    {
        string name = role.ToName();
        if (role == Role.Logits && plan.Exponentials is not null)
        {
            return new(Load(name + "In", name, double.NegativeInfinity));
        }

        if (role == Role.ClassWeights && body.SideBySide)
        {
            return new(body.Let(name + "In", Target.Broadcast(Element, $"Unsafe.Add(ref {name}, i#)")));
        }

        bool mask = role == Role.Mask;
        string load = mask ? Target.LoadMask(Element, name, "@") : Target.Load(name, "@");
        string tail = mask ? Target.LoadMaskTail(Element, name, "@", "$") : body.LoadTail(name, "@", "$", Element.Literal(0));
        if (body.SideBySide && role is Role.Bias or Role.Mask)
        {
            string shared = mask ? Target.BroadcastMask(Element, $"Unsafe.Add(ref {name}, i#)") : Target.Broadcast(Element, $"Unsafe.Add(ref {name}, i#)");
            load = $"{name}IsRow ? {shared} : {load}";
            tail = $"{name}IsRow ? {shared} : {tail}";
        }

        return new(body.Let(name + "In", load, tail, mask ? Target.Mask(Element) : null));
    }

    private string Load(string variable, string source, double identity) =>
        body.Let(variable, Target.Load(source, "@"), body.LoadTail(source, "@", "$", Element.Literal(identity)), reads: true);

    /// <summary>The sum and, where it counts, its rounding error (Knuth's TwoSum).</summary>
    private Value Add(string left, string right)
    {
        string sum = body.Let("sumIn", $"{left} + {right}");
        if (!exact)
        {
            return new(sum);
        }

        string part = body.Let("part", $"{sum} - {left}");
        return new(sum, body.Let("lost", $"({left} - ({sum} - {part})) + ({right} - {part})"));
    }

    private Value Select(Row row)
    {
        Value whenTrue = Evaluate(row.Operands[1]);
        string identity = body.Broadcast("masked", Element.Literal(row.Operands[2].Value));
        return whenTrue with { High = body.Let("kept", Target.Select(Evaluate(row.Operands[0]).High, whenTrue.High, identity)) };
    }

    /// <summary>A row as the caller passes it: the exponentials' argument before it is shifted.</summary>
    public string LowerUnshifted(Row row) => row == plan.Exponent ? Unshifted.High : Evaluate(row).High;

    /// <summary>The exponentials' argument where the maximum is searched in <paramref name="ordered"/>, in two parts, and what a gradient is multiplied by.</summary>
    public (string High, string Low, string? Slope) LowerMapped(string ordered, Row? slope)
    {
        _values[plan.Exponentials!.Ordered] = new(ordered);
        Value value = LowerOperation(plan.Exponent!);
        return (value.High, value.Low!, slope is null ? null : Evaluate(slope).High);
    }

    private Value Unshifted => _unshifted ??= plan.MapsExponent ? WithoutTail(LowerOperation(plan.Exponent!)) : LowerOperation(plan.Exponent!);

    /// <summary>Columns beyond the row's end have no exponential, whatever a function makes of the identity that they read as.</summary>
    private Value WithoutTail(Value value) =>
        value with { High = body.Let("inside", value.High, Target.KeepTail(value.High, "@", "$", Element.Literal(double.NegativeInfinity))) };

    /// <summary>The row that exponentials start from: evaluated as any other, then shifted and scaled.</summary>
    private Value LowerArgument()
    {
        string shifted = body.Shift(Unshifted.High);
        string? rest = Rest();
        if (!temperature.Scales)
        {
            return new(shifted, rest);
        }

        string scale = body.Broadcast("scale", temperature.Scale);
        return new(body.Let("shifted", $"{shifted} * {scale}"), rest is null ? null : body.Let("rest", $"{rest} * {scale}"));
    }

    /// <summary>
    /// The rounding error of a sum of inputs. It counts for finite sums of ordinary size only: of ∞ and beyond the reference's bound it is
    /// garbage, or lost beside the shift.
    /// </summary>
    private string? Rest() => Unshifted.Low is not { } low ? null
        : plan.MapsExponent ? low
        : body.Let("rest", Target.Select(Target.Greater(Unshifted.High, body.RowScalar("exact", "reference.Exact")), low, body.Broadcast("zero", Element.Literal(0))));

    private Value ScaledExp()
    {
        Value argument = Evaluate(plan.Exponent!);
        return new(ExpFunction.Lower(body, temperature, argument.High, argument.Low));
    }

    /// <summary>A row less one of its values; the columns beyond the row's end have no distance.</summary>
    private Value Distance(Row row, Scalar origin)
    {
        string name = ScalarName(origin);
        Value value = row == plan.Exponent ? Unshifted : Evaluate(row);
        string distance = Target.Shift(value.High, body.RowScalar(name + "1", name + "High"));
        if (value.Low is { } low)
        {
            distance = $"({distance}) + ({low} - {body.RowScalar(name + "2", name + "Low")})";
        }

        return new(body.Let("distance", distance, Target.KeepTail(distance, "@", "$", Element.Literal(0))));
    }

    private Value Weigh(string weight, string row)
    {
        string zero = body.Broadcast("zero", Element.Literal(0));
        return new(body.Let("weighed", Target.Select(Target.Equal(weight, zero), zero, $"{weight} * {row}")));
    }

    private Value Tanh(Row argument, double scale)
    {
        (string high, string low) = TanhFunction.LowerValue(body, Evaluate(Factored(argument, out _)).High, Complement(argument), scale);
        return new(high, low);
    }

    /// <summary>What value and derivative of a tanh share.</summary>
    private (string High, string Low) Complement(Row argument)
    {
        if (!_complements.TryGetValue(argument, out (string High, string Low) complement))
        {
            string x = Evaluate(Factored(argument, out (string High, string Low) twice)).High;
            double scale = plan.Exponent is { Operation: Operation.Multiply, Operands: [Row { Operation: Operation.Tanh }, Scalar { Operation: Operation.Constant, Value: var value }] } ? value : 1;
            complement = TanhFunction.LowerComplement(body, x, twice, scale);
            _complements.Add(argument, complement);
        }

        return complement;
    }

    /// <summary>A row without its constant divisors, and twice what they make of a factor, in two parts.</summary>
    private Row Factored(Row row, out (string High, string Low) twice)
    {
        Rational factor = Rational.FromDouble(2);
        while (row is { Operation: Operation.Divide, Operands: [Row inner, Scalar { Operation: Operation.Constant } divisor] })
        {
            factor /= Rational.FromDouble(divisor.Value);
            row = inner;
        }

        twice = TanhFunction.Parts(Element, factor);
        if (row is { Operation: Operation.Divide, Operands: [Row argument, _] })
        {
            // A temperature that is chosen at run time comes with the other divisors in it.
            twice = ("temperature.TwiceInverseHigh", "temperature.TwiceInverseLow");
            row = argument;
        }

        return row;
    }

    /// <summary>Columns are counted from the first one that the pass sees: a few thousand, exact as elements.</summary>
    private Value Elsewhere()
    {
        string columns = body.SideBySide
            ? body.Let("column", Target.Broadcast(Element, $"({Element.Keyword})(i - start)"))
            : body.Let("column", Target.Columns(Element, "@"));
        return new(body.Let("elsewhere", Target.NotEqual(columns, body.RowScalar(TargetColumn + "1", TargetColumn)), type: Target.Mask(Element)));
    }

    private Value AddProduct(string sum, Row factor, Scalar scalar)
    {
        string name = ScalarName(scalar);
        string high = body.RowScalar(name + "1", name + "High");
        string low = body.RowScalar(name + "2", name + "Low");
        string value = Evaluate(factor).High;
        return new(body.Let("sum", Target.Fma(Element, value, high, Target.Fma(Element, value, low, sum))));
    }

    private Value AddScalar(string sum, Scalar scalar)
    {
        return new(body.Let("sum", $"{sum} + {HighOf(scalar)}"));
    }

    /// <summary>A row less a scalar in two parts.</summary>
    private Value SubtractScalar(string row, Scalar scalar)
    {
        string high = HighOf(scalar);
        return new(body.Let("difference", $"({row} - {high}) - {body.RowScalar(ScalarName(scalar) + "2", ScalarName(scalar) + "Low")}"));
    }

    private string HighOf(Scalar scalar) => scalar.Operation == Operation.Constant
        ? Target.Broadcast(Element, Element.Literal(scalar.Value))
        : body.RowScalar(ScalarName(scalar) + "1", ScalarName(scalar) + "High");

    /// <summary>A row times a scalar in two parts: rounded once.</summary>
    private Value Multiply(string row, Scalar scalar)
    {
        string name = ScalarName(scalar);
        string high = body.RowScalar(name + "1", name + "High");
        string low = body.RowScalar(name + "2", name + "Low");
        return new(body.Let("product", Target.Fma(Element, row, high, $"{row} * {low}")));
    }

    /// <summary>
    /// x / T less a scalar in two parts, whose first part may be near x / T: the difference of those is exact. A logarithm of a probability is
    /// not positive, and 0 has no sign.
    /// </summary>
    private Value SubtractLogSumExp(Scalar scalar)
    {
        string name = ScalarName(scalar);
        string high = body.RowScalar(name + "1", name + "High");
        string low = body.RowScalar(name + "2", name + "Low");
        string difference = temperature.IsOne ? Difference(high, low) : TemperedDifference(high, low);
        string zero = body.Broadcast("zero", Element.Literal(0));
        return new(body.Let("difference", Target.Min(Element, zero, $"{difference} + {zero}")));
    }

    private string Difference(string high, string low)
    {
        Value x = Evaluate(plan.Exponent!);
        return body.Let("difference", $"({x.High} - {high}) - {(x.Low is null ? low : $"({low} - {x.Low})")}");
    }

    /// <summary>Half of x − shift times 2 / T, since x − shift itself may leave the range where the result does not.</summary>
    private string TemperedDifference(string high, string low)
    {
        string half = body.Broadcast("half", Element.Literal(0.5));
        string x = body.Let("halved", Target.Shift($"{Unshifted.High} * {half}", $"{body.RowScalar("shift", "reference.Shift")} * {half}"));
        string inverse = body.Broadcast("inverseHigh", temperature.TwiceInverseHigh);

        // −∞ · inverseLow would be NaN or +∞; beyond the limit the low part is lost in the rounding of the result.
        string bounded = body.Let("bounded", Target.Max(Element, body.Broadcast("bound", $"-{temperature.Limit}"), x));
        string lower = body.Let("lower", Target.Fma(Element, bounded, body.Broadcast("inverseLow", temperature.TwiceInverseLow), $"-{low}"));
        if (Rest() is { } rest)
        {
            body.Let("lower", Target.Fma(Element, $"({rest} * {half})", inverse, lower));
        }

        return body.Let("difference", $"{Target.Fma(Element, x, inverse, $"-{high}")} + {lower}");
    }

    /// <summary>A register and, where its rounding error is carried along, a second one.</summary>
    private readonly record struct Value(string High, string? Low = null);
}
