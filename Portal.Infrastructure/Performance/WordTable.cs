using System.Text;

namespace Portal.Infrastructure.Performance;

/// <summary>A table of what numbers in the rows stand for.</summary>
internal sealed record WordTable(string Name, string Key, params Word[] Words)
{
    /// <summary>All numbers are made of the texts; otherwise those above zero are Microsoft's, and their texts may change.</summary>
    public bool IsOurs { get; init; }

    public bool IsNumberedByMicrosoft(long number) => !IsOurs && number > 0;

    /// <summary>The value of a column that is a number; null where it is none.</summary>
    public static long? Number(string text) => ReportValues.TryWhole(Encoding.UTF8.GetBytes(text), out var number) ? number : null;

    public static ReportRefusedException TwoOfOneNumber() => new("Two texts of the report have one number.");
}

/// <summary>A column of such a table.</summary>
internal sealed record Word(string Name, string Header, bool IsNumber = false);
