using Portal.Emulator.World.Performance;

namespace Portal.Emulator.Reporting;

/// <summary>Divides a row by device and network when the report tells them apart, or leaves some of them out.</summary>
internal static class Cells
{
    private static readonly (string Name, double Weight)[] Devices = [("Computer", 0.55), ("Smartphone", 0.38), ("Tablet", 0.07)];

    private static readonly (string Name, double Weight)[] Networks =
        [("Microsoft sites and select traffic", 0.8), ("Syndicated search partners", 0.15), ("AOL search", 0.05)];

    private static readonly (string Name, double Weight)[] Undivided = [("", 1)];

    public static IEnumerable<Row> Of(Row row, ReportPlan plan) =>
        plan is { ByDevice: false, ByNetwork: false, Devices: null } ? [row] : Divided(row, plan);

    private static IEnumerable<Row> Divided(Row row, ReportPlan plan)
    {
        var whole = row.Figures;
        var cells = (plan.ByDevice || plan.Devices is not null ? Devices : Undivided)
            .SelectMany(device => (plan.ByNetwork ? Networks : Undivided).Select(network => (Device: device, Network: network))).ToArray();
        var figures = new Figures[cells.Length];
        Split.Into(whole, [.. cells.Select(cell => new Part(cell.Device.Weight * cell.Network.Weight, 1, 1, 1))], figures);
        var kept = cells.Zip(figures).Where(cell => cell.Second.Rows > 0 && plan.Devices?.Contains(cell.First.Device.Name) is null or true);
        foreach (var group in kept.GroupBy(cell => (plan.ByDevice ? cell.First.Device.Name : "", cell.First.Network.Name), cell => cell.Second))
        {
            var sum = new Figures();
            foreach (var part in group)
            {
                sum.Add(part);
            }

            (row.Device, row.Network) = group.Key;
            row.Figures = sum;
            yield return row;
        }
    }
}
