using System.Globalization;
using System.Reflection;
using System.Text;
using Portal.Emulator.Bulk;
using Portal.Emulator.Reporting;
using Portal.Emulator.Traffic;
using Portal.Tests.Harness;

namespace Portal.Tests.Conventions;

/// <summary>
/// Everything that can go wrong outside has a test that ends in the right data, as a list that a reviewer reads: a new kind or flaw of the
/// emulator without a test fails here.
/// </summary>
public sealed class FaultCoverageTests
{
    /// <summary>What is turned at the emulator by other means than a fault or a flaw.</summary>
    private static readonly string[] Knobs =
    [
        "access expiry", "account moved to another customer", "clock jump", "developer-token rotation", "partial errors", "role removed", "token revocation",
    ];

    /// <summary>The codes that the portal has an answer of its own to, and one (2008) for all that it can only tell of.</summary>
    private static readonly int[] Codes = [0, 105, 106, 109, 117, 207, 1010, 2003, 2008, 2010, 2100, 2101, 3205, 3207, 3208, 3209, 3603, 4201, 4204];

    /// <summary>The statuses that come with no code, beside those that a kind has by itself.</summary>
    private static readonly int[] Statuses = [200, 400, 401, 403, 429, 501, 502, 504];

    private static IEnumerable<string> Expected =>
    [
        .. Enum.GetValues<FaultKind>().Select(kind => Name(kind)),
        .. Enum.GetValues<ReportFlaw>().Select(flaw => Name(flaw)),
        .. Enum.GetValues<BulkFlaw>().Select(flaw => Name(flaw)),
        .. Knobs,
        .. Codes.Select(code => Name(code)),
        .. Statuses.Select(status => Status(status)),
    ];

    [Fact]
    public void Every_fault_has_a_test_that_ends_in_the_right_data()
    {
        var covered = Covered().Select(one => one.Fault).ToHashSet();

        Assert.Empty(Expected.Except(covered));
    }

    [Fact]
    public void No_test_covers_what_nobody_knows() => Assert.Empty(Covered().Select(one => one.Fault).Except(Expected));

    [Fact]
    public void Each_fault_is_covered_by_the_tests_that_were_reviewed() => Snapshot.Matches(Covered()
        .GroupBy(one => one.Fault, one => one.Test)
        .OrderBy(fault => fault.Key, StringComparer.Ordinal)
        .SelectMany(fault => fault.Distinct().Order(StringComparer.Ordinal).Select(test => $"{fault.Key,-36} {test}\n"))
        .Aggregate(new StringBuilder(), (text, line) => text.Append(line)).ToString());

    private static IEnumerable<(string Fault, string Test)> Covered() =>
        from type in typeof(FaultCoverageTests).Assembly.GetTypes()
        from method in type.GetMethods()
        let ends = method.GetCustomAttribute<EndsInTheRightDataAttribute>()
        where ends is not null
        from fault in ends.After.Select(Name).Concat(method.GetCustomAttributes<InlineDataAttribute>().SelectMany(data => Struck(method, data.Data)))
        select (fault, $"{type.Name}.{method.Name}");

    private static IEnumerable<string> Struck(MethodInfo method, object?[] data) => method.GetParameters().Zip(data, (parameter, value) => (parameter.Name, value) switch
    {
        (_, Enum) => Name(value),
        ("code", int) => Name(value),
        ("status", int status) => Status(status),
        _ => null,
    }).OfType<string>();

    private static string Name(object fault) => fault switch
    {
        Enum => $"{fault.GetType().Name}.{fault}",
        int code => string.Create(CultureInfo.InvariantCulture, $"code {code:0000}"),
        _ => $"{fault}",
    };

    private static string Status(int status) => string.Create(CultureInfo.InvariantCulture, $"HTTP {status}");
}
