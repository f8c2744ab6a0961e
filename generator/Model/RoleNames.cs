namespace FusedKernels.Generator.Model;

/// <summary>Roles as C# writes them.</summary>
internal static class RoleNames
{
    /// <summary>The parameter name that stands for a role, such as <c>logProbabilities</c>.</summary>
    public static string ToName(this Role role) => char.ToLowerInvariant(role.ToString()[0]) + role.ToString().Substring(1);
}
