using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Emulator;
using Portal.Emulator.World.Campaigns;
using Portal.Tests.Harness;

namespace Portal.Tests.Infrastructure.Sync;

/// <summary>One connected account, what Microsoft has of it, what the mirror holds, and somebody who works on Microsoft's own pages.</summary>
internal static class EntityStage
{
    /// <summary>A run with a slice for the entities only.</summary>
    public static Task<Portal.Domain.Id<SyncRun>> BeginAsync(this MicrosoftStage stage, AdsAccount account) => stage.QueryAsync(async db =>
    {
        var now = stage.Clock.GetUtcNow();
        var run = new SyncRun(stage.Tenant.TenantId, Portal.Domain.Id<SyncRun>.New(now), SyncTrigger.Schedule, null, now);
        db.AddRange(run, new SyncSlice(stage.Tenant.TenantId, run.Id, account.AccountId, SliceKind.Entities, null, now));
        await db.SaveChangesAsync();
        return run.Id;
    });

    public static AccountTree TreeOf(this MicrosoftStage stage, AdsAccount account) =>
        stage.World.Of(stage.Directory.AccountBy(account.AccountId.Value) ?? throw new InvalidOperationException("The emulator has no such account."));

    /// <summary>A call of somebody else's program, by the API: the world changes as it does for everybody.</summary>
    public static async Task<string> AtMicrosoftAsync(this MicrosoftStage stage, AdsAccount account, string verb, string path, object body)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(verb), $"{stage.Settings["MicrosoftAds:EmulatorUrl"]}/CampaignManagement/v13/{path}") { Content = JsonContent.Create(body, options: new System.Text.Json.JsonSerializerOptions()) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await stage.TokenAsync(account.ConnectionId)).Reveal());
        request.Headers.Add("DeveloperToken", EmulatorOptions.DemoDeveloperToken);
        request.Headers.Add("CustomerId", account.CustomerId.ToString());
        request.Headers.Add("CustomerAccountId", account.AccountId.ToString());
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return text;
    }

    /// <summary>What Microsoft has, a line for each thing, by kind.</summary>
    public static IReadOnlyList<string> Shown(this MicrosoftStage stage, AdsAccount account) => EntityLines.Shown(stage.TreeOf(account));

    /// <summary>What the mirror holds, in the same words.</summary>
    public static Task<IReadOnlyList<string>> StoredAsync(this MicrosoftStage stage, AdsAccount account) => stage.QueryAsync(db => EntityLines.StoredAsync(db, account.AccountId));

    public static Task<List<EntityChange>> ChangesAsync(this MicrosoftStage stage) =>
        stage.QueryAsync(db => db.EntityChanges.AsNoTracking().OrderBy(change => change.At).ThenBy(change => change.Kind).ThenBy(change => change.Field).ToListAsync());
}
