using System.Runtime.CompilerServices;

namespace Portal.Tests.Harness;

/// <summary>Compares a long text with the one that was reviewed and lies beside the test.</summary>
internal static class Snapshot
{
    /// <summary>
    /// Fails when <paramref name="actual"/> is not what <c>{test file}.verified.txt</c> holds, and leaves it as <c>.received.txt</c>: who
    /// agrees with the difference renames that file.
    /// </summary>
    public static void Matches(string actual, [CallerFilePath] string test = "")
    {
        var verified = Path.ChangeExtension(test, ".verified.txt");
        var received = Path.ChangeExtension(test, ".received.txt");
        var expected = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : "";
        if (actual == expected)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, actual);
        var (before, after) = (expected.Split('\n'), actual.Split('\n'));
        var difference = before.Except(after).Select(line => $"- {line}").Concat(after.Except(before).Select(line => $"+ {line}"));
        Assert.Fail($"This is not what was reviewed. If it is right, rename {Path.GetFileName(received)} to {Path.GetFileName(verified)}.\n{string.Join('\n', difference)}");
    }
}
