using System.Globalization;

namespace Portal.Benchmarks;

/// <summary>Lines of a name and figures (NaN leaves a place empty), written as they come so that a long run shows where it is.</summary>
internal sealed class Table(TextWriter output)
{
    private const int NameWidth = 58;

    public void Head(string name, params ReadOnlySpan<string> columns)
    {
        output.Write(name.PadRight(NameWidth));
        foreach (var column in columns)
        {
            output.Write($" {column,12}");
        }

        output.WriteLine();
    }

    public void Line(string name, params ReadOnlySpan<double> figures)
    {
        output.Write(name.PadRight(NameWidth));
        foreach (var figure in figures)
        {
            var text = double.IsNaN(figure) ? "" : figure.ToString("#,0.##", CultureInfo.InvariantCulture);
            output.Write($" {text,12}");
        }

        output.WriteLine();
    }
}
