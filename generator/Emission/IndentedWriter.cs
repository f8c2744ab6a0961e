using System.Text;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes lines of C# with braces and indentation; '\n' on every machine.</summary>
internal sealed class IndentedWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public void Line(string line = "")
    {
        if (line.Length > 0)
        {
            _text.Append(' ', 4 * _depth).Append(line);
        }

        _text.Append('\n');
    }

    /// <summary>Writes each line of a text, which may hold several.</summary>
    public void Lines(string text)
    {
        foreach (string line in text.Replace("\r", "").Split('\n'))
        {
            Line(line);
        }
    }

    /// <summary>Writes lines.</summary>
    public void Lines(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            Line(line);
        }
    }

    /// <summary>Declares locals.</summary>
    public void Declare(IEnumerable<(string Type, string Name, string Value)> locals)
    {
        foreach ((string type, string name, string value) in locals)
        {
            Line($"{type} {name} = {value};");
        }
    }

    /// <summary>Opens a block under <paramref name="header"/>, closed when the result is disposed.</summary>
    public Scope Block(string header)
    {
        Line(header);
        Line("{");
        _depth++;
        return new Scope(this);
    }

    public override string ToString() => _text.ToString();

    internal readonly struct Scope(IndentedWriter writer) : IDisposable
    {
        public void Dispose()
        {
            writer._depth--;
            writer.Line("}");
        }
    }
}
