namespace FusedKernels.Generator.Parsing;

/// <summary>The ids of what can be wrong with an annotated method. Never reused; each has its line in the analyzers' table and its page in the docs.</summary>
internal static class Rule
{
    public const string MethodNotPartial = "FK0001";
    public const string ContainingTypeNotPartial = "FK0002";
    public const string WrongReturnType = "FK0003";
    public const string MissingRole = "FK0004";
    public const string DoubledRole = "FK0005";
    public const string ParameterWithoutRole = "FK0006";
    public const string RoleNotAllowed = "FK0007";
    public const string WrongParameterType = "FK0008";
    public const string UnsupportedElementType = "FK0009";
    public const string MixedElementTypes = "FK0010";
    public const string TemperatureOutOfRange = "FK0011";
    public const string LengthOutOfRange = "FK0012";
    public const string TwoTemperatures = "FK0013";
    public const string UnsupportedContainingType = "FK0014";
    public const string UnsupportedMethod = "FK0015";
    public const string MethodHasBody = "FK0016";
    public const string InnerWithoutColumns = "FK0017";
    public const string SeveralKernels = "FK0018";
    public const string LanguageVersionTooLow = "FK0019";
    public const string UndefinedValue = "FK0020";
    public const string OptionOutOfRange = "FK0021";
    public const string OneRowIsNotDivided = "FK0022";
    public const string LimitWithoutParallel = "FK0023";
    public const string TwoTargets = "FK0024";
    public const string OptionWithoutUse = "FK0025";
}
