using System.Text;
using Portal.Emulator.World.Campaigns;

namespace Portal.Emulator.Reporting;

/// <summary>Puts together what the columns of a report do not tell apart, once a campaign: the attributes are the key, as live.</summary>
internal static class LeafGrouping
{
    /// <summary>Columns that divide a row later, or hang on its figures.</summary>
    private static readonly string[] NotOfLeaves = ["TimePeriod", "DeviceType", "DeviceOS", "Network", "Goal", "GoalType", "GoalId"];

    /// <summary>For each leaf the place of its row, or -1 when the report leaves it out; and a leaf for each row.</summary>
    public static (int[] RowOf, Leaf[] Rows) Of(ReportPlan plan, AccountPart account, Campaign campaign, Leaf[] leaves)
    {
        var rowOf = new int[leaves.Length];
        var rows = new List<Leaf>(leaves.Length);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var key = new KeyWriter(plan);
        for (var i = 0; i < leaves.Length; i++)
        {
            rowOf[i] = -1;
            if (!plan.Includes(account, campaign, leaves[i]))
            {
                continue;
            }

            var row = new Row(account) { Period = Period.None, Campaign = campaign, Leaf = leaves[i] };
            if (places.TryAdd(key.Of(row), rows.Count))
            {
                rows.Add(leaves[i]);
            }

            rowOf[i] = places[key.Of(row)];
        }

        return (rowOf, [.. rows]);
    }

    /// <summary>Writes the attributes of a row as the file would.</summary>
    public sealed class KeyWriter(ReportPlan plan, bool withDivisions = false)
    {
        private readonly Column[] columns = [.. plan.Columns.Where(column =>
            column.Role == ColumnRole.Attribute && !AttributeColumns.Qualities.Contains(column.Name) && (withDivisions || !NotOfLeaves.Contains(column.Name)))];

        public string Of(Row row)
        {
            using var bytes = new MemoryStream();
            var csv = new CsvText(bytes, (byte)',', 512);
            foreach (var column in columns)
            {
                column.Write(row, csv);
            }

            csv.Flush();
            return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
        }
    }
}
