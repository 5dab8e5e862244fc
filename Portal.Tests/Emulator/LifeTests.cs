using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Portal.Emulator.World.Campaigns;
using Portal.Emulator.World.Life;

namespace Portal.Tests.Emulator;

/// <summary>Accounts that change by themselves, day by day.</summary>
public sealed class LifeTests
{
    [Fact]
    public async Task A_full_file_and_the_deltas_after_it_add_up_to_the_full_file_of_that_day()
    {
        await using var emulator = await StartAsync();
        var client = await BulkClient.SignInAsync(emulator);
        var last = await client.ReadAsync();
        var held = last.Rows.ToDictionary(Key);
        for (var day = 0; day < 30; day++)
        {
            emulator.Clock.Advance(TimeSpan.FromDays(1));
            client = await BulkClient.SignInAsync(emulator);
            last = await client.DeltaAsync(last);
            foreach (var row in last.Rows)
            {
                held[Key(row)] = row;
                if (row["Status"] == "Deleted")
                {
                    Remove(held, row);
                }
            }
        }

        var full = await client.ReadAsync();
        Assert.Equal(
            full.Rows.Where(IsEntity).Select(Key).Order(StringComparer.Ordinal),
            held.Values.Where(IsEntity).Select(Key).Order(StringComparer.Ordinal));
        Assert.Equal(
            full.Of("Campaign").Select(row => $"{row["Id"]} {row["Campaign"]} {row["Status"]} {row["Budget"]} {row["Modified Time"]}").Order(StringComparer.Ordinal),
            held.Values.Where(row => row["Type"] == "Campaign").Select(row => $"{row["Id"]} {row["Campaign"]} {row["Status"]} {row["Budget"]} {row["Modified Time"]}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_month_brings_new_renamed_and_deleted_things_of_every_kind()
    {
        await using var emulator = await StartAsync(12);
        var client = await BulkClient.SignInAsync(emulator);
        var before = await client.ReadAsync();
        emulator.Clock.Advance(TimeSpan.FromDays(29));

        var delta = await (await BulkClient.SignInAsync(emulator)).DeltaAsync(before);

        var known = before.Rows.Select(row => row["Id"]).ToHashSet();
        Assert.All(new[] { "Campaign", "Ad Group", "Keyword", "Responsive Search Ad" }, type =>
            Assert.True(
                delta.Of(type).Any(row => !known.Contains(row["Id"]))
                && delta.Of(type).Any(row => row["Status"] == "Deleted")
                && (type == "Responsive Search Ad" || delta.Of(type).Any(row => known.Contains(row["Id"]) && row["Status"] != "Deleted")), type));
    }

    [Fact]
    public async Task It_does_not_matter_how_often_one_looks()
    {
        async Task<IEnumerable<string>> RunAsync(int steps)
        {
            await using var emulator = await StartAsync();
            for (var step = 0; step < steps; step++)
            {
                emulator.Clock.Advance(TimeSpan.FromDays(12) / steps);
                await (await BulkClient.SignInAsync(emulator)).ReadAsync("Campaigns");
            }

            return (await (await BulkClient.SignInAsync(emulator)).ReadAsync()).Told.ToList();
        }

        var (once, often) = (await RunAsync(1), await RunAsync(24));

        Assert.Equal(once, often);
    }

    [Theory]
    [InlineData("Campaign", "TimePeriod CampaignId Impressions Clicks Spend")]
    [InlineData("Keyword", "TimePeriod CampaignId AdGroupId KeywordId Impressions Clicks Spend")]
    [InlineData("Ad", "TimePeriod AdGroupId AdId Impressions Clicks Spend")]
    public async Task The_settled_numbers_of_the_days_before_stay_as_they_were(string grain, string columns)
    {
        await using var emulator = await StartAsync(20);
        async Task<IReadOnlyList<string>> RowsAsync()
        {
            var client = await ReportingClient.SignInAsync(emulator);
            var report = await client.ReadAsync(grain, columns, new DateOnly(2026, 11, 5), new DateOnly(2026, 11, 10));
            return [.. report.Rows.Select(row => string.Join(' ', row.Values)).Order(StringComparer.Ordinal)];
        }

        var before = await RowsAsync();
        emulator.Clock.Advance(TimeSpan.FromDays(30));
        var after = await RowsAsync();

        Assert.NotEmpty(before);
        Assert.Equal(before, after);
    }

    [Fact]
    public async Task Without_life_nothing_happens_and_switching_it_on_brings_back_nothing_of_before()
    {
        await using var emulator = await EmulatorFixture.StartAsync();
        var world = emulator.App.Services.GetRequiredService<CampaignWorld>();
        var before = await (await BulkClient.SignInAsync(emulator)).ReadAsync();
        emulator.Clock.Advance(TimeSpan.FromDays(20));
        Assert.Equal(before.Told, (await (await BulkClient.SignInAsync(emulator)).ReadAsync()).Told);

        world.Life = new LifeOptions { Enabled = true, ChangesPerDay = 50 };
        emulator.Clock.Advance(TimeSpan.FromHours(12));
        var delta = await (await BulkClient.SignInAsync(emulator)).DeltaAsync(before);

        Assert.NotEmpty(delta.Rows.Skip(2));
        Assert.All(delta.Rows.Skip(2), row => Assert.StartsWith("12/13/2026 ", row["Modified Time"]));
    }

    [Fact]
    public async Task The_control_api_moves_an_account_and_changes_its_zone_and_takes_a_role_away()
    {
        await using var emulator = await EmulatorFixture.StartAsync(options => options.Control.Enabled = true);
        var tokens = await emulator.SignInAsync(ReportingClient.Maria);

        using var moved = await PostAsync("/accounts/181000001", new { CustomerId = 260002, TimeZone = "OsakaSapporoTokyo", CurrencyCode = "EUR" });
        using var nowhere = await PostAsync("/accounts/181000001", new { CustomerId = 1 });
        using var digits = await PostAsync("/accounts/181000001", new { CurrencyCode = "JPY" });
        using var old = await emulator.CallAsync("/Bulk/v13/Campaigns/DownloadByAccountIds", new BulkClient(emulator, tokens).Request("Campaigns"), tokens, 260001, 181000001);
        var sheet = await new BulkClient(emulator, tokens, 260002).ReadAsync("Campaigns");
        using var removed = await PostAsync("/users/maria@northwind.example/roles/remove", new { CustomerId = 260002 });
        using var gone = await emulator.CallAsync("/Bulk/v13/Campaigns/DownloadByAccountIds", new BulkClient(emulator, tokens).Request("Campaigns"), tokens, 260002, 181000001);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (moved.StatusCode, nowhere.StatusCode, digits.StatusCode));
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (old.StatusCode, gone.StatusCode));
        Assert.Equal("260002", Assert.Single(sheet.Of("Account"))["Parent Id"]);
        var account = emulator.Directory.AccountBy(181000001)!;
        Assert.Equal(("OsakaSapporoTokyo", "EUR"), (account.TimeZone, account.CurrencyCode));

        Task<HttpResponseMessage> PostAsync(string path, object body) =>
            emulator.Http.PostAsJsonAsync("/__emulator" + path, body, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_control_api_sets_how_bulk_behaves_and_what_comes_out_wrong_until_a_reset()
    {
        await using var emulator = await EmulatorFixture.StartAsync(options => options.Control.Enabled = true);
        var client = await BulkClient.SignInAsync(emulator);

        using var set = await PostAsync("/bulk", new { Polls = 0, Chaos = true });
        using var flawed = await PostAsync("/bulk/flaws", new { Kind = "Fails", Times = 1 });
        using var unknown = await PostAsync("/bulk", new { Mood = 1 });
        using var lives = await PostAsync("/life", new { Enabled = true, ChangesPerDay = 3 });
        var failed = await client.StatusAsync(await client.AcceptedAsync(client.Request("Campaigns")));
        var wild = await client.ReadAsync("Campaigns");
        using var reset = await PostAsync("/reset", new { });
        var tidy = await (await BulkClient.SignInAsync(emulator)).ReadAsync("Campaigns");

        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
        Assert.All([set, flawed, lives, reset], answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal("Failed", failed["RequestStatus"]!.GetValue<string>());
        Assert.Contains("Mood", wild.Columns);
        Assert.DoesNotContain("Mood", tidy.Columns);
        Assert.False(emulator.App.Services.GetRequiredService<CampaignWorld>().Life.Enabled);

        Task<HttpResponseMessage> PostAsync(string path, object body) =>
            emulator.Http.PostAsJsonAsync("/__emulator" + path, body, TestContext.Current.CancellationToken);
    }

    private static Task<EmulatorFixture> StartAsync(int changesPerDay = 6) =>
        EmulatorFixture.StartAsync(options => options.Life = new LifeOptions { Enabled = true, ChangesPerDay = changesPerDay });

    private static bool IsEntity(IReadOnlyDictionary<string, string> row) => row["Type"] is not ("Format Version" or "Account");

    private static string Key(IReadOnlyDictionary<string, string> row) => $"{row["Type"]} {row["Id"]} {row["Parent Id"]}";

    /// <summary>As a client must: with a parent go its children, and theirs.</summary>
    private static void Remove(Dictionary<string, IReadOnlyDictionary<string, string>> held, IReadOnlyDictionary<string, string> gone)
    {
        held.Remove(Key(gone));
        if (gone["Type"] is not ("Campaign" or "Ad Group" or "Keyword" or "Responsive Search Ad"))
        {
            return;
        }

        foreach (var child in held.Values.Where(row => row["Parent Id"] == gone["Id"]).ToList())
        {
            Remove(held, child);
        }
    }
}
