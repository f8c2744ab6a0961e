using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FusedKernels.Analyzers.Values;

/// <summary>What the methods of the framework's libraries mean, by name, and the names under which other libraries have the same.</summary>
internal static class Library
{
    public const string Range = "range";

    private const double Euler = 2.718281828459045;

    /// <summary>Functions of each element of a row, or of a number.</summary>
    private static readonly ImmutableDictionary<string, string> OfEach = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Abs"] = Functions.Abs,
        ["Sqrt"] = Functions.Sqrt,
        ["Tanh"] = Functions.Bounded,
        ["Sin"] = Functions.Bounded,
        ["Cos"] = Functions.Bounded,
        ["Atan"] = Functions.Bounded,
        ["Asin"] = Functions.Bounded,
        ["Erf"] = Functions.Bounded,
        ["Sign"] = Functions.Bounded,
        ["Sigmoid"] = Functions.Unit,
        ["Logistic"] = Functions.Unit,
        ["CosineSimilarity"] = Functions.Bounded,
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>What else there is of a softmax than its probabilities.</summary>
    private static readonly string[] OfSoftmax = ["log", "loss", "entropy", "grad", "deriv", "back", "prime", "arg", "sampl", "gumbel"];

    private static readonly ImmutableHashSet<string> HintNames = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Exp", "Exponential", "Log", "Sum", "Max", "Min", "Mean", "Sigmoid", "Tanh", "Abs", "Sqrt", "Map", "Select", "Dot", "Subtract", "Divide", "Multiply");

    /// <summary>Whether a method of the project that cannot be looked into is taken at its name: it works on rows or returns one, or is an operation of some arithmetic.</summary>
    public static bool IsHint(IMethodSymbol method) =>
        ((HintNames.Contains(method.Name) || IsSoftmax(method.Name, method.ContainingType.Name)) && (method.ReturnType.SpecialType == SpecialType.None || method.Parameters.Any(static each => each.Type.SpecialType == SpecialType.None)))
        || (method.IsAbstract && OperandsOf(method.Name) == method.Parameters.Length && method.Parameters.All(each => each.Type.TypeKind == TypeKind.TypeParameter));

    /// <summary>Whether it makes one number of the object that has it.</summary>
    public static bool IsReductionOfItself(IMethodSymbol method) => !method.IsStatic && method.Parameters.IsEmpty && method.Name is "Sum" or "Max" or "Min" or "Mean";

    /// <summary>How many operands a function of that name has; 0 if there is none.</summary>
    public static int OperandsOf(string name) => name switch
    {
        "Exp" or "PointwiseExp" or "Exp2" or "Exp10" or "ExpM1" or "Log" or "PointwiseLog" or "Log2" or "Log10" or "LogP1" or "Log1p" or "Log1P" or "Negate" or "Abs" or "Sqrt" or "Tanh" or "Square" or "Sigmoid" or "FromDouble" or "ToDouble" => 1,
        "Add" or "Subtract" or "Multiply" or "Divide" or "Power" or "Pow" or "PointwiseMultiply" or "PointwiseDivide"
            or "Max" or "Min" or "GreaterThan" or "GreaterThanOrEquals" or "LessThan" or "LessThanOrEquals" => 2,
        "Clamp" or "Clip" => 3,
        _ => 0,
    };

    /// <summary>Whether a function of that name takes a row.</summary>
    public static bool IsOfRow(string name) => name is "Sum" or "Mean" or "Average" or "Max" or "Min" or "ArgMax" || IsSoftmax(name);

    /// <summary>The complementary error function, which goes to 0 as fast as an exponential.</summary>
    public static bool IsTail(string name) => name.EndsWith("erfc", StringComparison.OrdinalIgnoreCase);

    /// <summary>The cosine of an angle between two rows, whoever computes it.</summary>
    public static bool IsCosine(string name) => name.IndexOf("cosine", StringComparison.OrdinalIgnoreCase) >= 0 && name.IndexOf("distance", StringComparison.OrdinalIgnoreCase) < 0;

    /// <summary>A square root, or another power that is no whole number.</summary>
    public static bool IsRoot(string name, Term[] values) => (name is "Sqrt" && values.Length == 1)
        || (name is "Pow" && values is [_, Constant { Value: var power }] && power != Math.Floor(power));

    /// <summary>A number between 0 and 1, whatever generator makes it.</summary>
    public static bool IsUniform(string name) => name is "NextDouble" or "NextSingle" or "NextFloat" or "Randf";

    /// <summary>A number between two others, likewise.</summary>
    public static bool IsDraw(string name) => name is "Range" || name.IndexOf("uniform", StringComparison.OrdinalIgnoreCase) >= 0 || name.StartsWith("rand", StringComparison.Ordinal) || name.IndexOf("Rand", StringComparison.Ordinal) >= 0 || IsUniform(name);

    /// <summary>Softmax, StableSoftmax, SoftmaxRows and all others that give probabilities.</summary>
    public static bool IsSoftmax(string name) => name.IndexOf("softmax", StringComparison.OrdinalIgnoreCase) >= 0 && !NameHints.Has(name, OfSoftmax);

    public static bool IsSoftmax(string name, string type) => IsSoftmax(name) || (IsSoftmax(type) && IsApplication(name));

    /// <summary>A function between 0 and 1, likewise.</summary>
    public static bool IsSigmoid(string name, string type) => name is "Sigmoid" or "Logistic" || (type is "Sigmoid" or "Logistic" or "SigmoidActivation" or "SigmoidFunction" or "LogisticFunction" && IsApplication(name));

    /// <summary>A method that applies the function which its class is.</summary>
    private static bool IsApplication(string name) => name is "Forward" or "Compute" or "Apply" or "Activate" or "Activation" or "Call" or "Invoke" or "Calculate" or "Evaluate" or "Run" or "Process" or "forward" or "call" or "Transform";

    /// <summary>A function of each element by itself, as a term; null for all others.</summary>
    public static Term? Elementwise(string name, Term[] values, bool isSingle, SyntaxNode syntax)
    {
        Term? first = values.Length > 0 ? values[0] : null;
        Term? second = values.Length > 1 ? values[1] : null;
        switch (name)
        {
            case "Exp" or "PointwiseExp" when values.Length == 1:
                return Exponential(first!, isSingle, syntax);
            case "Exp2" when values.Length == 1:
                return Exponential(Algebra.Scale(first!, Math.Log(2)), isSingle, syntax);
            case "Exp10" when values.Length == 1:
                return Exponential(Algebra.Scale(first!, Math.Log(10)), isSingle, syntax);
            case "Cosh" when values.Length == 1:
                return Algebra.Scale(Algebra.Add(Exponential(first!, isSingle, syntax), Exponential(Algebra.Negate(first!), isSingle, syntax)), 0.5);
            case "Sinh" when values.Length == 1:
                return Algebra.Scale(Algebra.Subtract(Exponential(first!, isSingle, syntax), Exponential(Algebra.Negate(first!), isSingle, syntax)), 0.5);
            case "Pow" or "Power" or "PointwisePower" when values.Length == 2:
                return Power(first!, second!, isSingle, syntax);
            case "Negate" when values.Length == 1:
                return Algebra.Negate(first!);
            case "Add" when values.Length == 2:
                return Algebra.Add(first!, second!);
            case "Subtract" when values.Length == 2:
                return Algebra.Subtract(first!, second!);
            case "Multiply" or "PointwiseMultiply" when values.Length == 2:
                return Algebra.Multiply(first!, second!);
            case "Divide" or "PointwiseDivide" when values.Length == 2:
                return Algebra.Divide(first!, second!);
            case "FusedMultiplyAdd" when values.Length == 3:
                return Algebra.Add(Algebra.Multiply(first!, second!), values[2]);
            case "Reciprocal" when values.Length == 1:
                return Algebra.Power(first!, -1);
            case "Max" or "Min" or "MaxNumber" or "MinNumber" when values.Length == 2:
                return Functions.Apply(name.StartsWith("Max", StringComparison.Ordinal) ? Functions.Max : Functions.Min, syntax, values);
            case "Clamp" or "Clip" when values.Length == 3:
                return Clamp(values, syntax);
            case "Clamp01" or "saturate" or "Saturate" when values.Length == 1:
                return Clamp([first!, Constant.Zero, Constant.One], syntax);
            case "Square" when values.Length == 1:
                return Algebra.Power(first!, 2);
            case "CosineSimilarity" when values.Length == 2:
                return Functions.Apply(Functions.Bounded, syntax, values);
            case "GreaterThan" or "GreaterThanOrEquals" when values.Length == 2:
                return Conditions.Compare(BinaryOperatorKind.GreaterThan, first!, second!);
            case "LessThan" or "LessThanOrEquals" when values.Length == 2:
                return Conditions.Compare(BinaryOperatorKind.LessThan, first!, second!);
            case "CreateChecked" or "CreateSaturating" or "CreateTruncating" or "ToDouble" or "FromDouble" or "ToSingle" or "ToDecimal" when values.Length == 1:
                return first;
            case "IsFinite" when values.Length == 1:
                return Algebra.Opaque(Conditions.Finite, [.. values]);
            case "IsNaN" or "IsInfinity" or "IsPositiveInfinity" when values.Length == 1:
                return Conditions.Not(Algebra.Opaque(Conditions.Finite, [.. values]));
            default:
                return OfEach.TryGetValue(name, out string? function) && values.Length == 1 ? Functions.Apply(function, syntax, values) : null;
        }
    }

    /// <summary>ClipInPlace, clamp_ and all the others.</summary>
    public static bool IsClamp(string name) => name.StartsWith("Clip", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Clamp", StringComparison.OrdinalIgnoreCase);

    /// <summary>A value within two others.</summary>
    public static Term Clamp(Term[] values, SyntaxNode syntax) => Functions.Apply(Functions.Min, syntax, [Functions.Apply(Functions.Max, syntax, [values[0], values[1]]), values[2]]);

    public static Term Exponential(Term exponent, bool isSingle, SyntaxNode syntax) =>
        Functions.Apply(isSingle ? Functions.ExpSingle : Functions.Exp, syntax, [exponent]);

    private static Term? Power(Term value, Term power, bool isSingle, SyntaxNode syntax) => (value, power) switch
    {
        (Constant { Value: var e }, not Constant) when Math.Abs(e - Euler) < 0.01 => Exponential(power, isSingle, syntax),
        (_, Constant { Value: var exponent }) => Algebra.Power(value, exponent),
        _ => null,
    };
}
