using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Infrastructure.Performance;

namespace Portal.Pages.Tenant.Performance;

/// <summary>The rows of a grain as a file: the whole filter in its order, not one page, and never all of it in memory.</summary>
public sealed class ExportModel(DataScopes scopes, GrainList grains) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string grain, CancellationToken ct)
    {
        if (Grains.Find(grain) is not { } found)
        {
            return NotFound();
        }

        var scope = await scopes.ReadAsync(Request.Query, ct);
        var choice = GrainChoice.Read(found, Request.Query);
        var name = string.Create(CultureInfo.InvariantCulture, $"{found.Key} {scope.Period.From:yyyy-MM-dd} to {scope.Period.To:yyyy-MM-dd}");
        await FileAnswer.WriteAsync(HttpContext, name, Columns(choice), grains.AllAsync(found, choice.Filter(scope), ct), ct);
        return new EmptyResult();
    }

    private static List<(string Head, Func<GrainLine, object?> Of)> Columns(GrainChoice choice)
    {
        var grain = choice.Grain;
        List<(string Head, Func<GrainLine, object?> Of)> columns =
        [
            (char.ToUpperInvariant(grain.Noun[0]) + grain.Noun[1..], line => GrainNames.Of(grain, line)),
            ("Number", line => line.Number),
        ];
        columns.AddRange(grain.HasStatus ? [("Status", line => line.Status is { } status ? StatusLook.Of(status).Word : null)] : []);
        columns.AddRange(grain.HasAdGroup ? [("Ad group", line => line.AdGroup), ("Ad group number", line => line.AdGroupId)] : []);
        columns.AddRange(grain.HasCampaign ? [("Campaign", line => line.Campaign), ("Campaign number", line => line.CampaignId.Value)] : []);
        columns.AddRange([("Note", line => line.Note), ("Account", line => line.Account), ("Account number", line => line.AccountNumber), ("Currency", line => line.Currency)]);
        columns.AddRange(choice.Figures.Select(figure => (figure.Label, (Func<GrainLine, object?>)(line => figure.Of(line.Sums) is { } value ? decimal.Round(value, 6) : null))));
        return columns;
    }
}
