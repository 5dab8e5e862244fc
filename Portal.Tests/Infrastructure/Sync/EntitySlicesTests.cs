using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Ads;
using Portal.Domain.Audit;
using Portal.Domain.Sync;
using Portal.Emulator.Bulk;
using Portal.Emulator.Traffic;
using Portal.Infrastructure.Ads;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Sync;
using Portal.Tests.Harness;

namespace Portal.Tests.Infrastructure.Sync;

/// <summary>Entities by the Bulk service, from the request to the mirror, against the stand-in.</summary>
public sealed class EntitySlicesTests : IAsyncLifetime
{
    private MicrosoftStage stage = null!;
    private AdsAccount account = null!;

    /// <summary>By request, since when it was to tell changes.</summary>
    private readonly Dictionary<string, DateTimeOffset?> asked = [];

    /// <summary>Downloads take so long that the job comes back for them, and each can be looked at on its way.</summary>
    public async ValueTask InitializeAsync()
    {
        (stage, var accounts) = await SyncStage.OpenAsync(change: options => options.Bulk.Polls = 5);
        account = accounts[0];
    }

    public ValueTask DisposeAsync() => stage.DisposeAsync();

    [Fact]
    public async Task A_full_file_makes_the_mirror_equal_to_Microsoft_in_every_kind_and_tells_no_history()
    {
        var slice = await SyncAsync();

        var (shown, stored) = (stage.Shown(account), await stage.StoredAsync(account));
        Assert.Equal(shown, stored);
        foreach (var kind in new[] { "budget", "campaign", "group", "keyword", "ad", "Label", "Negative", "Shared Negative", "Campaign Negative", "Ad Group Negative", "Sitelink", "Callout", "Call ", "Structured", "RemarketingList", "Asset Group", "Campaign Label", "Campaign Sitelink", "Account Sitelink", "Ad Group Remarketing", "Expanded" })
        {
            Assert.Contains(stored, line => line.StartsWith(kind, StringComparison.Ordinal));
        }

        Assert.Contains(stored, line => line.Contains(">Headline1", StringComparison.Ordinal));
        Assert.Equal((stored.Count, 0, 0), (slice.Added, slice.Changed, slice.Removed));
        Assert.Empty(await stage.ChangesAsync());
        Assert.Null(Asked(0));
    }

    [Fact]
    public async Task What_changed_at_Microsoft_is_read_since_the_files_own_sync_time_and_told_as_history()
    {
        await SyncAsync();
        var synced = (await StateAsync()).SyncTime;
        stage.Clock.Advance(TimeSpan.FromHours(1));
        var (renamed, group, keyword) = await ChangeSomethingAsync();
        var changedAt = stage.Clock.GetUtcNow();
        stage.Clock.Advance(TimeSpan.FromHours(1));

        var slice = await SyncAsync();

        Assert.Equal(stage.Shown(account), await stage.StoredAsync(account));
        Assert.Equal(synced, Asked(1));
        Assert.Equal((0, 3, 0), (slice.Added, slice.Changed, slice.Removed));
        var changes = await stage.ChangesAsync();
        Assert.Equal(
            [
                (EntityKind.Campaign, renamed.Id, "Name", renamed.Was, "Renamed, \"at\nlast\" 🎉"),
                (EntityKind.AdGroup, group, "Status", "Active", "Paused"),
                (EntityKind.Keyword, keyword.Id, "Bid", keyword.Was, "1230000"),
            ],
            changes.Select(change => (change.Kind, change.EntityId, change.Field, change.From, change.To)));
        Assert.All(changes, change => Assert.InRange(change.At, changedAt.AddSeconds(-5), changedAt));
        Assert.All(changes, change => Assert.Null(change.By));
    }

    [Fact]
    public async Task A_deleted_parent_takes_its_children_along_and_is_told_alone()
    {
        await SyncAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(10));
        var campaign = stage.TreeOf(account).Campaigns.Where(one => one is { IsDeleted: false, Type: "Search" }).MinBy(one => one.AdGroups.Sum(group => group.Keywords.Count))!;
        Assert.NotEmpty(campaign.AdGroups);
        await stage.AtMicrosoftAsync(account, "DELETE", "Campaigns", new { AccountId = account.AccountId.ToString(), CampaignIds = new[] { $"{campaign.Id}" } });
        stage.Clock.Advance(TimeSpan.FromMinutes(10));

        var slice = await SyncAsync();

        Assert.Equal((SliceState.Done, null), (slice.State, slice.Failure));
        Assert.Equal(stage.Shown(account), await stage.StoredAsync(account));
        Assert.True(slice.Removed > 2);
        var change = Assert.Single(await stage.ChangesAsync());
        Assert.Equal((EntityKind.Campaign, campaign.Id, EntityChange.Removed, campaign.Name), (change.Kind, change.EntityId, change.Field, change.Name));
    }

    [Fact]
    public async Task A_new_campaign_comes_with_the_changes()
    {
        await SyncAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(10));
        await stage.AtMicrosoftAsync(account, "POST", "Campaigns", new
        {
            AccountId = account.AccountId.ToString(),
            Campaigns = new[] { new { Name = "Brand new", CampaignType = "Search", DailyBudget = 12.5, BudgetType = "DailyBudgetStandard", TimeZone = "PacificTimeUSCanadaTijuana", Languages = new[] { "English" } } },
        });

        var slice = await SyncAsync();

        Assert.Equal((1, 0, 0), (slice.Added, slice.Changed, slice.Removed));
        Assert.Equal(stage.Shown(account), await stage.StoredAsync(account));
        Assert.Equal((EntityChange.Added, "Brand new"), Assert.Single(await stage.ChangesAsync()) is var change ? (change.Field, change.Name) : default);
    }

    [Fact]
    public async Task Once_a_week_everything_is_read_and_what_the_changes_missed_is_put_right()
    {
        await SyncAsync();
        await stage.QueryAsync(async db =>
        {
            (await db.Campaigns.FirstAsync(one => one.SharedBudgetId == null)).Mirror(new(new(1), "Wrong", "Paused", "Search", 1, null, null, null), stage.Clock.GetUtcNow());
            db.Labels.Add(new Label { TenantId = stage.Tenant.TenantId, AccountId = account.AccountId, LabelId = new(77), Name = "Never was" });
            await db.SaveChangesAsync();
            return true;
        });

        stage.Clock.Advance(TimeSpan.FromDays(6));
        await SyncAsync();
        Assert.NotNull(Asked(1));
        Assert.NotEqual(stage.Shown(account), await stage.StoredAsync(account));

        stage.Clock.Advance(TimeSpan.FromDays(1));
        await SyncAsync();
        Assert.Null(Asked(2));
        Assert.Equal(stage.Shown(account), await stage.StoredAsync(account));
        Assert.Contains(await stage.ChangesAsync(), change => change is { Field: EntityChange.Removed, Name: "Never was" });
    }

    [Theory]
    [InlineData(BulkFlaw.TruncatedZip)]
    [InlineData(BulkFlaw.OpenQuote)]
    [InlineData(BulkFlaw.HalfFile)]
    [InlineData(BulkFlaw.NoSyncTime)]
    [InlineData(BulkFlaw.EmptyZip)]
    [InlineData(BulkFlaw.Fails)]
    public async Task A_damaged_file_changes_nothing_and_is_had_again(BulkFlaw flaw)
    {
        stage.Downloads.Spoil(flaw);
        var run = await stage.BeginAsync(account);
        var sawTrouble = false;
        for (var next = await stage.AdvanceAsync(run, account.AccountId); next is { } at; next = await stage.AdvanceAsync(run, account.AccountId))
        {
            if (await stage.QueryAsync(db => db.SyncSlices.AnyAsync(slice => slice.Failure != null)))
            {
                sawTrouble = true;
                Assert.Empty(await stage.StoredAsync(account));
                Assert.Null((await StateAsync()).SyncTime);
            }

            stage.Clock.Advance(TimeSpan.FromTicks(Math.Max(0, (at - stage.Clock.GetUtcNow()).Ticks)));
        }

        var slice = await stage.QueryAsync(db => db.SyncSlices.AsNoTracking().SingleAsync());
        Assert.True(sawTrouble || slice.Attempts > 0);
        Assert.Equal(SliceState.Done, slice.State);
        Assert.Equal(stage.Shown(account), await stage.StoredAsync(account));
    }

    [Fact]
    public async Task When_Microsoft_wants_a_full_download_one_is_made_without_anybodys_doing()
    {
        await SyncAsync();
        stage.Clock.Advance(TimeSpan.FromHours(1));
        stage.Downloads.Spoil(BulkFlaw.FullSyncRequired);
        await ChangeSomethingAsync();

        var slice = await SyncAsync();

        Assert.Equal((SliceState.Done, 0), (slice.State, slice.Attempts));
        Assert.NotNull(Asked(1));
        Assert.Null(Asked(2));
        Assert.Equal(stage.Shown(account), await stage.StoredAsync(account));
    }

    [Theory]
    [EndsInTheRightData]
    [InlineData(3603)]
    [InlineData(3208)]
    [InlineData(3209)]
    public async Task A_refusal_of_the_changes_leads_to_a_full_download(int code)
    {
        await SyncAsync();
        stage.Clock.Advance(TimeSpan.FromHours(1));
        stage.Faults.Add(new FaultRule(FaultKind.Code) { Code = code, Route = "DownloadByAccountIds", Times = 1 });

        var slice = await SyncAsync();

        Assert.Equal((SliceState.Done, 0), (slice.State, slice.Attempts));
        Assert.Equal(3, stage.Log.Count("DownloadByAccountIds"));
        Assert.Null(Asked(1));
        Assert.Equal(stage.Shown(account), await stage.StoredAsync(account));
    }

    [Fact]
    public async Task After_thirty_days_everything_is_asked_for()
    {
        await SyncAsync();
        stage.Clock.Advance(TimeSpan.FromDays(31));

        await SyncAsync();

        Assert.Null(Asked(1));
        Assert.Equal(2, stage.Log.Count("DownloadByAccountIds"));
    }

    [Fact]
    [EndsInTheRightData(3207)]
    public async Task An_account_that_is_too_big_is_read_by_campaigns_in_portions_that_fit()
    {
        var keywords = stage.TreeOf(account).Campaigns.Where(one => !one.IsDeleted).Max(one => one.AdGroups.Sum(group => group.Keywords.Count));
        stage.Downloads.Options = stage.Downloads.Options with { MostKeywords = 1, MostKeywordsByCampaigns = keywords * 2 };

        var slice = await SyncAsync();

        Assert.Equal((SliceState.Done, null), (slice.State, slice.Failure));
        Assert.True(stage.Log.Count("DownloadByCampaignIds") > 2);
        Assert.Equal(stage.Shown(account), await stage.StoredAsync(account));
        Assert.NotNull((await StateAsync()).FullAt);
        Assert.Null((await StateAsync()).Requests);
    }

    [Fact]
    public async Task While_Microsoft_has_no_room_nothing_is_tried_and_no_attempt_is_lost()
    {
        stage.Faults.Add(new FaultRule(FaultKind.Code) { Code = 4204, Route = "DownloadByAccountIds", Times = 2 });
        var run = await stage.BeginAsync(account);

        var next = await stage.AdvanceAsync(run, account.AccountId);

        Assert.Equal(stage.Clock.GetUtcNow().AddMinutes(15), next!.Value, TimeSpan.FromSeconds(5));
        Assert.Null((await stage.QueryAsync(db => db.AdsAccounts.AsNoTracking().SingleAsync())).LeaseUntil);
        while (next is { } at)
        {
            stage.Clock.Advance(TimeSpan.FromTicks(Math.Max(0, (at - stage.Clock.GetUtcNow()).Ticks)));
            next = await stage.AdvanceAsync(run, account.AccountId);
        }

        var slice = await stage.QueryAsync(db => db.SyncSlices.AsNoTracking().SingleAsync());
        Assert.Equal((SliceState.Done, 0), (slice.State, slice.Attempts));
    }

    [Fact]
    public async Task An_account_that_Microsoft_has_no_room_for_is_left_alone_by_everybody_who_reads_it()
    {
        stage.Faults.Add(new FaultRule(FaultKind.Code) { Code = 4204, Route = "DownloadByAccountIds" });
        var run = await stage.BeginAsync(account);
        await stage.AdvanceAsync(run, account.AccountId);
        stage.Clock.Advance(TimeSpan.FromMinutes(5));
        var before = stage.Log.Count("DownloadByAccountIds");

        // The same account in another organisation, whose slices know nothing of the first one's.
        var other = await stage.FoundAsync(stage.AnotherProcess(), "fabrikam");
        await stage.ChooseAsync(1, other);
        var started = await stage.StartAsync(other);
        await stage.InTenantAsync(services => services.GetRequiredService<PortalDb>().SyncSlices.Where(slice => slice.Kind != SliceKind.Entities).ExecuteDeleteAsync(), tenant: other);
        var next = await stage.AdvanceAsync(started.Run, account.AccountId, tenant: other);

        Assert.Equal(before, stage.Log.Count("DownloadByAccountIds"));
        Assert.Equal(stage.Clock.GetUtcNow().AddMinutes(10), next!.Value, TimeSpan.FromSeconds(30));
        stage.Clock.Advance(TimeSpan.FromMinutes(11));
        await stage.AdvanceAsync(started.Run, account.AccountId, tenant: other);
        Assert.Equal(before + 1, stage.Log.Count("DownloadByAccountIds"));
    }

    [Fact]
    public async Task A_restart_between_request_and_download_goes_on_with_the_same_request()
    {
        stage.Downloads.Options = stage.Downloads.Options with { Polls = 12 };
        var run = await stage.BeginAsync(account);
        var next = await stage.AdvanceAsync(run, account.AccountId);
        Assert.NotNull(next);
        Assert.Equal(1, stage.Log.Count("DownloadByAccountIds"));

        var restarted = stage.AnotherProcess();
        while (next is { } at)
        {
            stage.Clock.Advance(TimeSpan.FromTicks(Math.Max(0, (at - stage.Clock.GetUtcNow()).Ticks)));
            next = await stage.AdvanceAsync(run, account.AccountId, restarted);
        }

        Assert.Equal(1, stage.Log.Count("DownloadByAccountIds"));
        Assert.Equal(stage.Shown(account), await stage.StoredAsync(account));
    }

    [Fact]
    public async Task A_process_that_dies_before_the_commit_leaves_nothing_and_the_next_takes_the_same_file_in()
    {
        var run = await stage.BeginAsync(account);
        Assert.NotNull(await stage.AdvanceAsync(run, account.AccountId));
        var target = new EntityTarget(account.AccountId, true, stage.Clock.GetUtcNow(), null);
        EntityRecord[] records = [new(EntityKind.Label, new(3), ["Half", null, null], null, false)];
        await Assert.ThrowsAsync<IOException>(() => stage.InTenantAsync(services => services.GetRequiredService<EntityMirror>().ApplyAsync(
            target, records, null, _ => throw new IOException("The process died here."), CancellationToken.None)));
        Assert.Empty(await stage.StoredAsync(account));
        Assert.Null((await StateAsync()).SyncTime);

        var restarted = stage.AnotherProcess();
        stage.Clock.Advance(TimeSpan.FromMinutes(2));
        while (await stage.AdvanceAsync(run, account.AccountId, restarted) is { } next)
        {
            stage.Clock.Advance(TimeSpan.FromTicks(Math.Max(0, (next - stage.Clock.GetUtcNow()).Ticks)));
        }

        Assert.Equal(1, stage.Log.Count("DownloadByAccountIds"));
        Assert.Equal(stage.Shown(account), await stage.StoredAsync(account));
    }

    [Fact]
    public async Task Unknown_records_and_columns_in_any_order_are_kept_and_counted()
    {
        stage.Downloads.Options = stage.Downloads.Options with { Chaos = true };

        var slice = await SyncAsync();

        Assert.Equal(SliceState.Done, slice.State);
        Assert.Equal(stage.Shown(account), await stage.StoredAsync(account));
        var raw = await stage.QueryAsync(db => db.RawRecords.AsNoTracking().FirstAsync(record => record.Type == "Campaign Mood Criterion"));
        Assert.Equal((99, 98), (raw.RecordId, raw.ParentId));
        Assert.Contains("Hopeful, \\\"mostly\\\"", raw.Columns, StringComparison.Ordinal);
        var state = await StateAsync();
        Assert.True(state.UnknownRecords > 0);
        Assert.Contains("Campaign Mood Criterion (1)", state.Unknown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_removes_more_than_a_fifth_is_held_until_a_person_lets_it_pass()
    {
        await SyncAsync();
        var before = await stage.StoredAsync(account);
        stage.Clock.Advance(TimeSpan.FromHours(1));
        var campaigns = stage.TreeOf(account).Campaigns.Where(one => one is { IsDeleted: false, Type: "Search" }).Select(one => $"{one.Id}").ToArray();
        await stage.AtMicrosoftAsync(account, "DELETE", "Campaigns", new { AccountId = account.AccountId.ToString(), CampaignIds = campaigns });

        var held = await SyncAsync();
        Assert.Equal(SliceState.Held, held.State);
        Assert.Equal(before, await stage.StoredAsync(account));
        Assert.Empty(await stage.ChangesAsync());
        var losses = HeldBack.Read((await StateAsync()).Held).Losses;
        Assert.Contains(losses, loss => loss is { Kind: EntityKind.Campaign } && loss.Removed == campaigns.Length && loss.Names.Count > 0);
        Assert.Contains(losses, loss => loss.IsMuch);

        // Within a day it is not fetched again, and the run goes on without it.
        var downloads = stage.Log.Count("DownloadByAccountIds");
        Assert.Equal(SliceState.Held, (await SyncAsync()).State);
        Assert.Equal(downloads, stage.Log.Count("DownloadByAccountIds"));

        await ApproveAsync();
        Assert.Equal(SliceState.Done, (await SyncAsync()).State);
        Assert.Equal(stage.Shown(account), await stage.StoredAsync(account));
        Assert.Null((await StateAsync()).HeldAt);
    }

    [Fact]
    public async Task A_word_that_comes_while_another_file_is_read_lets_nothing_of_that_one_pass()
    {
        await SyncAsync();
        stage.Clock.Advance(TimeSpan.FromHours(1));
        var campaigns = stage.TreeOf(account).Campaigns.Where(one => one is { IsDeleted: false, Type: "Search" }).Select(one => $"{one.Id}").ToArray();
        await stage.AtMicrosoftAsync(account, "DELETE", "Campaigns", new { AccountId = account.AccountId.ToString(), CampaignIds = campaigns });
        await SyncAsync();
        stage.Clock.Advance(TimeSpan.FromDays(1));
        var run = await stage.BeginAsync(account);

        await stage.InTenantAsync(async services =>
        {
            var (db, steps) = (services.GetRequiredService<PortalDb>(), services.GetRequiredService<SliceSteps>());
            var slice = await db.SyncSlices.SingleAsync(one => one.RunId == run);
            await steps.AdvanceAsync(slice, CancellationToken.None);
            await ApproveAsync();
            while (!slice.IsEnded)
            {
                stage.Clock.Advance(TimeSpan.FromMinutes(1));
                await steps.AdvanceAsync(slice, CancellationToken.None);
            }

            return slice;
        });

        var state = await StateAsync();
        Assert.Equal((stage.Clock.GetUtcNow(), null), (state.HeldAt, state.ApprovedAt));
    }

    [Fact]
    public async Task A_held_file_that_is_discarded_is_followed_by_a_complete_one()
    {
        await SyncAsync();
        await stage.QueryAsync(async db =>
        {
            (await db.EntitySyncs.SingleAsync()).Hold(new HeldBack([new(EntityKind.Keyword, 100, 90, ["shoes"])]).Write(), stage.Clock.GetUtcNow());
            (await db.EntitySyncs.SingleAsync()).Discard(stage.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });

        Assert.Equal(SliceState.Done, (await SyncAsync()).State);

        Assert.Null(Asked(1));
        Assert.Equal(stage.Shown(account), await stage.StoredAsync(account));
    }

    [Fact]
    public async Task What_was_edited_here_is_told_once_and_with_the_name_of_who_did_it()
    {
        await SyncAsync();
        stage.Clock.Advance(TimeSpan.FromHours(1));
        var id = await stage.InTenantAsync(async services =>
        {
            var db = services.GetRequiredService<PortalDb>();
            var campaign = await db.Campaigns.FirstAsync(one => one.SharedBudgetId == null && one.Status == "Active");
            var wanted = new WantedChange(campaign, account.Access, campaign.Rename("By hand").Value!, "Renamed", "Renamed.");
            var outcome = Assert.Single(await Changing(services).ApplyAsync([wanted], new Actor(null, "Maria"), CancellationToken.None));
            Assert.Equal(AuditOutcome.Done, outcome.Outcome);
            return campaign.CampaignId;
        });

        // One file within the doubt of the clocks, one after it.
        await SyncAsync();
        stage.Clock.Advance(TimeSpan.FromHours(1));
        await SyncAsync();

        var change = Assert.Single(await stage.ChangesAsync());
        Assert.Equal((id.Value, "Name", "By hand", "Maria"), (change.EntityId, change.Field, change.To, change.By));
        Assert.Equal(stage.Shown(account), await stage.StoredAsync(account));
    }

    [Fact]
    public async Task A_file_that_is_older_than_an_edit_does_not_undo_it()
    {
        await SyncAsync();
        stage.Clock.Advance(TimeSpan.FromHours(1));
        stage.Downloads.Options = stage.Downloads.Options with { Polls = 6 };
        await stage.AtMicrosoftAsync(account, "PUT", "Campaigns", new { AccountId = account.AccountId.ToString(), Campaigns = new[] { new { Id = $"{await EditableAsync()}", Name = "At Microsoft" } } });
        var run = await stage.BeginAsync(account);
        Assert.NotNull(await stage.AdvanceAsync(run, account.AccountId));
        await stage.InTenantAsync(async services =>
        {
            var campaign = await services.GetRequiredService<PortalDb>().Campaigns.SingleAsync(one => one.CampaignId == new AdsId<Campaign>(EditableId()));
            return await Changing(services).ApplyAsync([new(campaign, account.Access, campaign.Rename("Later, here").Value!, "Renamed", "Renamed.")], new Actor(null, "Maria"), CancellationToken.None);
        });
        while (await stage.AdvanceAsync(run, account.AccountId) is { } next)
        {
            stage.Clock.Advance(TimeSpan.FromTicks(Math.Max(0, (next - stage.Clock.GetUtcNow()).Ticks)));
        }

        Assert.Equal("Later, here", await stage.QueryAsync(db => db.Campaigns.Where(one => one.CampaignId == new AdsId<Campaign>(EditableId())).Select(one => one.Name).SingleAsync()));
        stage.Clock.Advance(TimeSpan.FromHours(1));
        await SyncAsync();
        Assert.Equal(stage.Shown(account), await stage.StoredAsync(account));
    }

    private ChangeCampaigns Changing(IServiceProvider services) =>
        new(services.GetRequiredService<PortalDb>(), services.GetRequiredService<IAdsApi>(), stage.Clock);

    private long EditableId() => stage.TreeOf(account).Campaigns.First(one => !one.IsDeleted && one.Budget is null).Id;

    private Task<long> EditableAsync() => Task.FromResult(EditableId());

    private async Task<((long Id, string Was) Campaign, long Group, (long Id, string? Was) Keyword)> ChangeSomethingAsync()
    {
        var tree = stage.TreeOf(account);
        var campaign = tree.Campaigns.First(one => !one.IsDeleted);
        var was = campaign.Name;
        var group = tree.Campaigns.Where(one => one is { IsDeleted: false, Type: "Search" }).SelectMany(one => one.AdGroups).First(one => one.Status == "Active" && one.Keywords.Count > 0);
        var keyword = group.Keywords.First(one => !one.IsDeleted);
        var bid = keyword.Bid is { } amount ? $"{(long)(amount * 1_000_000)}" : null;
        await stage.AtMicrosoftAsync(account, "PUT", "Campaigns", new { AccountId = account.AccountId.ToString(), Campaigns = new[] { new { Id = $"{campaign.Id}", Name = "Renamed, \"at\nlast\" 🎉" } } });
        await stage.AtMicrosoftAsync(account, "PUT", "AdGroups", new { CampaignId = $"{group.Campaign.Id}", AdGroups = new[] { new { Id = $"{group.Id}", Status = "Paused" } } });
        await stage.AtMicrosoftAsync(account, "PUT", "Keywords", new { AdGroupId = $"{group.Id}", Keywords = new[] { new { Id = $"{keyword.Id}", Bid = new { Amount = 1.23 } } } });
        return ((campaign.Id, was), group.Id, (keyword.Id, bid));
    }

    private Task<int> ApproveAsync() => stage.QueryAsync(async db =>
    {
        (await db.EntitySyncs.SingleAsync()).Approve(stage.Clock.GetUtcNow());
        return await db.SaveChangesAsync();
    });

    private Task<EntitySync> StateAsync() => stage.QueryAsync(db => db.EntitySyncs.AsNoTracking().SingleAsync());

    /// <summary>Since when the given request was to tell changes; null when it was for everything.</summary>
    private DateTimeOffset? Asked(int request) => asked.Values.ElementAt(request);

    private async Task<SyncSlice> SyncAsync()
    {
        var run = await stage.BeginAsync(account);
        while (await stage.AdvanceAsync(run, account.AccountId) is { } next)
        {
            if (await stage.QueryAsync(db => db.SyncSlices.Where(slice => slice.RunId == run).Select(slice => slice.ReportRequestId).SingleAsync()) is { } id)
            {
                asked[id] = (await StateAsync()).AskedSince;
            }

            stage.Clock.Advance(TimeSpan.FromTicks(Math.Max(0, (next - stage.Clock.GetUtcNow()).Ticks)));
        }

        return await stage.QueryAsync(db => db.SyncSlices.AsNoTracking().SingleAsync(slice => slice.RunId == run));
    }
}
