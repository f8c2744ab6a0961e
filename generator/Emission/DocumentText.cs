namespace FusedKernels.Generator.Emission;

/// <summary>Text for XML documentation.</summary>
internal static class DocumentText
{
    public static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
