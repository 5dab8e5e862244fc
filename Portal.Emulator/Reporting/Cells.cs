using Portal.Emulator.World.Performance;

namespace Portal.Emulator.Reporting;

/// <summary>Divides a row by device, network and goal when the report tells them apart, or leaves some devices out.</summary>
internal static class Cells
{
    private static readonly (string Name, double Weight)[] Devices = [("Computer", 0.55), ("Smartphone", 0.38), ("Tablet", 0.07)];

    private static readonly (string Name, double Weight)[] Networks =
        [("Microsoft sites and select traffic", 0.8), ("Syndicated search partners", 0.15), ("AOL search", 0.05)];

    private static readonly (string Name, double Weight)[] Undivided = [("", 1)];

    public static IEnumerable<Row> Of(Row row, ReportPlan plan)
    {
        var rows = plan is { ByDevice: false, ByNetwork: false, Devices: null } ? [row] : Divided(row, plan);
        return plan.ByGoal ? rows.SelectMany(GoalRows.Of) : rows;
    }

    private static IEnumerable<Row> Divided(Row row, ReportPlan plan)
    {
        var (devices, networks) = (plan.ByDevice || plan.Devices is not null ? Devices : Undivided, plan.ByNetwork ? Networks : Undivided);
        var parts = new Part[devices.Length * networks.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = new(devices[i / networks.Length].Weight * networks[i % networks.Length].Weight, 1, 1, 1);
        }

        var figures = new Figures[parts.Length];
        Split.Into(row.Figures, parts, figures);
        return plan.ByDevice ? Apart(row, plan, devices, networks, figures) : Together(row, plan, devices, networks, figures);
    }

    private static IEnumerable<Row> Apart(
        Row row, ReportPlan plan, (string Name, double Weight)[] devices, (string Name, double Weight)[] networks, Figures[] figures)
    {
        for (var i = 0; i < figures.Length; i++)
        {
            var device = devices[i / networks.Length].Name;
            if (figures[i].Rows > 0 && plan.Devices?.Contains(device) is null or true)
            {
                (row.Device, row.Network, row.Figures) = (device, networks[i % networks.Length].Name, figures[i]);
                yield return row;
            }
        }
    }

    /// <summary>Only the devices that are wanted, but as one.</summary>
    private static IEnumerable<Row> Together(
        Row row, ReportPlan plan, (string Name, double Weight)[] devices, (string Name, double Weight)[] networks, Figures[] figures)
    {
        for (var network = 0; network < networks.Length; network++)
        {
            var sum = new Figures();
            for (var device = 0; device < devices.Length; device++)
            {
                if (plan.Devices?.Contains(devices[device].Name) is null or true)
                {
                    sum.Add(figures[device * networks.Length + network]);
                }
            }

            if (sum.Rows > 0)
            {
                (row.Device, row.Network, row.Figures) = ("", networks[network].Name, sum);
                yield return row;
            }
        }
    }
}
