using Portal.Domain.Connections;

namespace Portal.Benchmarks.Connections;

/// <summary>
/// 4 processes × 50 tasks ask for the token of one connection at its expiry: how many exchanges the emulator counts. Once as the
/// platform is, and once with an emulator that revokes a refresh token at use.
/// </summary>
internal static class SingleFlightRun
{
    private const int Processes = 4;
    private const int Tasks = 50;
    private const int Rounds = 25;

    public static async Task<Outcome> Measure(TextWriter output)
    {
        var table = new Table(output);
        table.Head($"{Processes} processes × {Tasks} tasks, {Rounds} connections one after the other", "exchanges", "most", "got one", "lost");
        var plain = await MeasureAsync(table, "refresh tokens as the platform gives them", revoke: false);
        var punished = await MeasureAsync(table, "a refresh token is revoked at its use", revoke: true);
        return Outcome.AtMost(1, Math.Max(plain, punished));
    }

    private static async Task<double> MeasureAsync(Table table, string name, bool revoke)
    {
        await using var stage = await ConnectionsStage.OpenAsync(1, Rounds, options => options.RevokeOldOnUse = revoke);
        var children = Enumerable.Range(0, Processes).Select(_ => stage.StartChild("tokens", $"{Tasks}")).ToList();
        foreach (var child in children)
        {
            await child.StandardOutput.ReadLineAsync();
        }

        var (most, got) = (0, 0);
        foreach (var connection in stage.Connections)
        {
            var before = stage.Exchanges();
            await Task.WhenAll(children.Select(child => child.StandardInput.WriteLineAsync(Child.Format(connection))));
            var answers = await Task.WhenAll(children.Select(child => child.StandardOutput.ReadLineAsync()));
            got += answers.Sum(answer => int.TryParse(answer, out var count) ? count : 0);
            most = Math.Max(most, stage.Exchanges() - before);
        }

        children.ForEach(child => child.StandardInput.Close());
        children.ForEach(child => child.WaitForExit());
        children.ForEach(child => child.Dispose());
        var lost = Rounds - (await stage.StatesAsync()).GetValueOrDefault(ConnectionState.Active);
        table.Line(name, stage.Exchanges(), most, got, lost);
        return got == Rounds * Processes * Tasks && lost == 0 ? most : double.PositiveInfinity;
    }
}
