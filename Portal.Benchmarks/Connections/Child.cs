using System.Globalization;
using Portal.Benchmarks.Life;

namespace Portal.Benchmarks.Connections;

/// <summary>
/// This program as another process of the portal, over a stage's database and emulator. It says <c>ready</c>, and then does what the
/// lines on its input ask for.
/// </summary>
internal static class Child
{
    public const string Word = "child-process";

    public static async Task<int> RunAsync(string[] args)
    {
        using var clockwork = new HttpClient { BaseAddress = new Uri(args[2]) };
        await using var process = new PortalProcess(args[1], args[2], args[3] == LifeChild.Word ? new DistantTime(clockwork) : TimeProvider.System);
        Console.WriteLine("ready");
        return args[3] switch
        {
            "tokens" => await TokensAsync(process, int.Parse(args[4], CultureInfo.InvariantCulture)),
            "refresh" => await RefreshAsync(process),
            LifeChild.Word => await LifeChild.RunAsync(process, args[4]),
            _ => 2,
        };
    }

    /// <summary>For each connection on the input, so many tasks ask for its token at once; answers how many got one.</summary>
    private static async Task<int> TokensAsync(PortalProcess process, int tasks)
    {
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var owned = Parse(line);
            var answers = await Task.WhenAll(Enumerable.Range(0, tasks).Select(_ => Task.Run(() => GotOneAsync(process, owned))));
            Console.WriteLine(answers.Count(got => got).ToString(CultureInfo.InvariantCulture));
        }

        return 0;
    }

    /// <summary>Refreshes the connections on the input, over and over, until it is killed.</summary>
    private static async Task<int> RefreshAsync(PortalProcess process)
    {
        var connections = (await Console.In.ReadLineAsync() ?? "").Split(' ').Select(Parse).ToArray();
        await GotOneAsync(process, connections[Random.Shared.Next(connections.Length)]);
        Console.WriteLine("refreshing");
        while (true)
        {
            await GotOneAsync(process, connections[Random.Shared.Next(connections.Length)], force: true);
        }
    }

    private static async Task<bool> GotOneAsync(PortalProcess process, OwnedConnection owned, bool force = false)
    {
        try
        {
            await process.TokenAsync(owned, force);
            return true;
        }
        catch (Portal.Domain.Ads.AdsApiException)
        {
            return false;
        }
    }

    public static string Format(OwnedConnection owned) => $"{owned.Tenant}/{owned.Connection}";

    private static OwnedConnection Parse(string text) => text.Split('/') is [var tenant, var connection]
        ? new(new(Guid.Parse(tenant)), new(Guid.Parse(connection)))
        : throw new FormatException("A connection is written as TENANT/CONNECTION.");
}
