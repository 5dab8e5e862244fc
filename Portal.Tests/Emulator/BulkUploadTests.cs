using System.Net;
using Portal.Emulator.Bulk;

namespace Portal.Tests.Emulator;

/// <summary>Changing an account by a bulk file.</summary>
public sealed class BulkUploadTests : IAsyncLifetime
{
    private const string Header = "Type,Status,Id,Parent Id,Client Id,Campaign,Ad Group,Keyword,Match Type,Bid,Budget,Budget Type,Campaign Type,Time Zone,Name,Label,Color,Headline,Description,Final Url,Tracking Template";

    private EmulatorFixture emulator = null!;
    private BulkClient client = null!;

    public async ValueTask InitializeAsync()
    {
        emulator = await EmulatorFixture.StartAsync();
        client = await BulkClient.SignInAsync(emulator);
    }

    public ValueTask DisposeAsync() => emulator.DisposeAsync();

    [Fact]
    public async Task An_address_is_on_the_campaign_host_and_waits_for_its_file()
    {
        var (url, id) = await client.UploadUrlAsync();

        var status = await client.StatusAsync(id, "BulkUploadStatus");

        Assert.EndsWith($"/Api/Advertiser/CampaignManagement/FileUpload/File/UploadBulkFile/{id}?Ver=13", url);
        Assert.Equal(("PendingFileUpload", 0, null), (status["RequestStatus"]!.GetValue<string>(), status["PercentComplete"]!.GetValue<int>(), status["ResultFileUrl"]));
    }

    [Fact]
    public async Task An_upload_goes_through_its_states_and_its_answer_is_bare()
    {
        var (url, id) = await client.UploadUrlAsync();
        using var answer = await client.PostAsync(url, BulkSheet.Text([Header, Row("Label", label: "Mine")]));
        var body = await EmulatorFixture.JsonAsync(answer);

        var states = new List<string>();
        for (var poll = 0; poll < 3; poll++)
        {
            states.Add((await client.StatusAsync(id, "BulkUploadStatus"))["RequestStatus"]!.GetValue<string>());
        }

        Assert.Equal((HttpStatusCode.OK, id), (answer.StatusCode, body["RequestId"]!.GetValue<string>()));
        Assert.Equal(["TrackingId", "RequestId"], body.Select(property => property.Key));
        Assert.False(answer.Headers.Contains("TrackingId"));
        Assert.Equal(["FileUploaded", "InProgress", "Completed"], states);
    }

    [Fact]
    public async Task New_parents_and_children_come_in_by_negative_keys_and_by_names()
    {
        var (status, result) = await client.UploadAsync(
        [
            Header,
            Row("Campaign", id: "-1", campaign: "Fresh", budget: "20", client: "c1"),
            Row("Ad Group", id: "-2", parent: "-1", adGroup: "Warm"),
            Row("Keyword", parent: "-2", keyword: "by key"),
            Row("Keyword", campaign: "Fresh", adGroup: "Warm", keyword: "by name"),
            Row("Label", id: "-3", label: "Hot"),
            Row("Campaign Label", id: "-3", parent: "-1"),
            Row("Campaign Negative Keyword", parent: "-1", keyword: "cold"),
        ]);
        var full = await client.ReadAsync();

        Assert.Equal("Completed", status);
        var campaign = Assert.Single(full.Of("Campaign"), row => row["Campaign"] == "Fresh");
        var adGroup = Assert.Single(full.Of("Ad Group"), row => row["Ad Group"] == "Warm");
        Assert.Equal(campaign["Id"], adGroup["Parent Id"]);
        Assert.Equal(["by key", "by name"], full.Of("Keyword").Where(row => row["Parent Id"] == adGroup["Id"]).Select(row => row["Keyword"]).Order(StringComparer.Ordinal));
        var label = Assert.Single(full.Of("Label"), row => row["Label"] == "Hot");
        Assert.Contains(full.Of("Campaign Label"), row => row["Id"] == label["Id"] && row["Parent Id"] == campaign["Id"]);
        Assert.Contains(full.Of("Campaign Negative Keyword"), row => row["Keyword"] == "cold" && row["Parent Id"] == campaign["Id"]);
        var echoed = Assert.Single(result!.Of("Campaign"));
        Assert.Equal((campaign["Id"], "c1", "DailyBudgetStandard"), (echoed["Id"], echoed["Client Id"], echoed["Budget Type"]));
        Assert.All(result.Rows.Skip(1), row => Assert.DoesNotContain("-", row["Id"] + row["Parent Id"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_row_is_followed_by_its_error_and_the_others_are_taken()
    {
        var before = await client.ReadAsync("Campaigns Keywords");
        var campaign = before.Of("Campaign")[0]["Id"];
        var (status, result) = await client.UploadAsync(
        [
            Header,
            Row("Campaign", id: campaign, campaign: "Taken"),
            Row("Campaign", id: "111", campaign: "Nobody"),
            Row("Keyword", parent: before.Of("Keyword")[0]["Parent Id"], keyword: "xxx nights", client: "k"),
            Row("Campaign Mood Criterion", id: "5"),
        ]);
        var after = await client.ReadAsync("Campaigns");

        Assert.Equal("CompletedWithErrors", status);
        Assert.Equal(
            ["Format Version", "Campaign", "Campaign", "Campaign Error", "Keyword", "Keyword Error", "Campaign Mood Criterion", "Campaign Mood Criterion Error"],
            result!.Rows.Select(row => row["Type"]));
        Assert.Equal(("1100", "CampaignServiceInvalidCampaignId"), Told(Assert.Single(result.Of("Campaign Error"))));
        var editorial = Assert.Single(result.Of("Keyword Error"));
        Assert.Equal(("1042", "xxx", "Keyword", "k"), (editorial["Error Number"], editorial["Editorial Term"], editorial["Editorial Location"], editorial["Client Id"]));
        Assert.Equal("4203", Assert.Single(result.Of("Campaign Mood Criterion Error"))["Error Number"]);
        Assert.Contains(after.Of("Campaign"), row => row["Id"] == campaign && row["Campaign"] == "Taken");

        static (string, string) Told(IReadOnlyDictionary<string, string> row) => (row["Error Number"], row["Error"]);
    }

    [Fact]
    public async Task Errors_only_leaves_out_what_went_well()
    {
        var (_, result) = await client.UploadAsync([Header, Row("Label", label: "Fine"), Row("Campaign", id: "111", campaign: "Nobody")], "ErrorsOnly");

        Assert.Equal(["Format Version", "Campaign", "Campaign Error"], result!.Rows.Select(row => row["Type"]));
    }

    [Fact]
    public async Task What_was_uploaded_is_in_the_next_delta_and_delete_value_takes_a_setting_away()
    {
        var before = await client.ReadAsync();
        var keyword = before.Of("Keyword").First(row => row["Bid"].Length > 0);
        var list = before.Of("Remarketing List")[0];
        emulator.Clock.Advance(TimeSpan.FromMinutes(1));

        await client.UploadAsync(
        [
            Header,
            Row("Keyword", id: keyword["Id"], parent: keyword["Parent Id"], bid: "delete_value"),
            Row("Label", id: before.Of("Label")[0]["Id"], status: "Deleted"),
            Row("Remarketing List", id: list["Id"], status: "Deleted"),
        ]);
        var delta = await client.DeltaAsync(before);
        var full = await client.ReadAsync();

        Assert.Equal(
            ["Keyword Active", "Label Deleted", "Remarketing List Deleted"],
            delta.Rows.Skip(2).Select(row => $"{row["Type"]} {row["Status"]}").Order(StringComparer.Ordinal));
        Assert.Equal("", Assert.Single(full.Of("Keyword"), row => row["Id"] == keyword["Id"])["Bid"]);
        Assert.DoesNotContain(full.Rows, row => row["Id"] == before.Of("Label")[0]["Id"]);
        Assert.DoesNotContain(full.Of("Ad Group Remarketing List Association"), row => row["Audience Id"] == list["Id"]);
    }

    [Fact]
    public async Task Criteria_of_an_ad_group_are_sent_again_as_a_whole()
    {
        var before = await client.ReadAsync();
        var pair = before.Rows.Where(row => row["Type"].StartsWith("Ad Group ", StringComparison.Ordinal) && row["Type"].EndsWith(" Association", StringComparison.Ordinal))
            .GroupBy(row => row["Parent Id"]).First(group => group.Count() == 2).ToList();
        emulator.Clock.Advance(TimeSpan.FromMinutes(1));

        await client.UploadAsync([Header + ",Bid Adjustment", Row(pair[0]["Type"], id: pair[0]["Id"], parent: pair[0]["Parent Id"]) + ",35"]);
        var delta = await client.DeltaAsync(before);

        Assert.Equal(pair.Select(row => row["Id"]).Order(StringComparer.Ordinal), delta.Rows.Skip(2).Select(row => row["Id"]).Order(StringComparer.Ordinal));
        Assert.Equal("35", Assert.Single(delta.Rows, row => row["Id"] == pair[0]["Id"])["Bid Adjustment"]);
    }

    [Fact]
    public async Task Negative_keywords_of_a_campaign_go_all_at_once_when_no_id_is_given()
    {
        var before = await client.ReadAsync();
        var campaign = before.Of("Campaign Negative Keyword").GroupBy(row => row["Parent Id"]).First(group => group.Count() > 1).Key;

        await client.UploadAsync([Header, Row("Campaign Negative Keyword", parent: campaign, status: "Deleted"), Row("Campaign Negative Keyword", parent: campaign, keyword: "only this")]);

        Assert.Equal(["only this"], (await client.ReadAsync()).Of("Campaign Negative Keyword").Where(row => row["Parent Id"] == campaign).Select(row => row["Keyword"]));
    }

    [Theory]
    [InlineData("nobody", "changes.csv", 1, 3220)]
    [InlineData(null, "changes.csv", 0, 3221)]
    [InlineData(null, "changes.csv", 2, 3222)]
    [InlineData(null, "changes.exe", 1, 3223)]
    public async Task A_file_is_refused_in_a_flat_shape(string? place, string name, int files, int code)
    {
        var (url, id) = await client.UploadUrlAsync();
        using var answer = await client.PostAsync(place is null ? url : url.Replace(id, place, StringComparison.Ordinal), BulkSheet.Text([Header]), name, files: files);

        var body = await EmulatorFixture.JsonAsync(answer);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(["TrackingId", "RequestId", "Code", "ErrorCode", "Message"], body.Select(property => property.Key));
        Assert.Equal(code, body["Code"]!.GetValue<int>());
    }

    [Fact]
    public async Task An_address_holds_for_one_file_and_fifteen_minutes()
    {
        var (url, _) = await client.UploadUrlAsync();
        var (late, _) = await client.UploadUrlAsync();
        using var first = await client.PostAsync(url, BulkSheet.Text([Header]));
        using var again = await client.PostAsync(url, BulkSheet.Text([Header]));
        emulator.Clock.Advance(TimeSpan.FromMinutes(16));
        using var expired = await client.PostAsync(late, BulkSheet.Text([Header]));

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal((3224, "BulkServiceUrlAlreadyUsedForUpload"), await CodeAsync(again));
        Assert.Equal(3226, (await CodeAsync(expired)).Code);
    }

    [Fact]
    public async Task The_token_has_a_header_of_its_own_and_the_account_may_have_either()
    {
        var (url, _) = await client.UploadUrlAsync();
        using var bearer = await client.PostAsync(url, BulkSheet.Text([Header]), change: request =>
        {
            request.Headers.Add("Authorization", $"Bearer {request.Headers.GetValues("AuthenticationToken").Single()}");
            request.Headers.Remove("AuthenticationToken");
        });
        using var other = await client.PostAsync(url, BulkSheet.Text([Header]), change: request => Rename(request, "181000002"));
        using var either = await client.PostAsync(url, BulkSheet.Text([Header]), change: request => Rename(request, "181000001"));

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.OK), (bearer.StatusCode, other.StatusCode, either.StatusCode));

        static void Rename(HttpRequestMessage request, string account)
        {
            request.Headers.Remove("CustomerAccountId");
            request.Headers.Add("AccountId", account);
        }
    }

    [Theory]
    [InlineData("Type,Name\r\nFormat Version,6.0\r\n", "UploadFileFormatNotSupported")]
    [InlineData("\uFEFFType,Name\r\nFormat Version,5.0\r\n", "UploadFileFormatNotSupported")]
    [InlineData("\uFEFFType,Name\r\nFormat Version,6.0\r\nLabel,\r\nLabel,\r\nLabel,\r\n", "UploadFileRowCountExceeded")]
    [InlineData("\uFEFFType,Name\r\nFormat Version,6.0\r\n", "Completed")]
    public async Task A_file_without_mark_or_version_or_with_too_many_rows_is_not_taken(string text, string end)
    {
        await using var own = await EmulatorFixture.StartAsync(options => options.Bulk = new BulkOptions { MostUploadRows = 2, Polls = 1 });
        var mine = await BulkClient.SignInAsync(own);
        var (url, id) = await mine.UploadUrlAsync();
        using var answer = await mine.PostAsync(url, text);

        Assert.Equal(end, (await mine.FinishAsync(id, "BulkUploadStatus"))["RequestStatus"]!.GetValue<string>());
    }

    [Fact]
    public async Task Too_many_rows_and_too_many_uploads_can_be_refused_at_once()
    {
        await using var own = await EmulatorFixture.StartAsync(options => options.Bulk = new BulkOptions { MostUploadRows = 1, RowLimitRefusesUpload = true, MostPending = 1 });
        var mine = await BulkClient.SignInAsync(own);
        var ((first, _), (second, _)) = (await mine.UploadUrlAsync(), await mine.UploadUrlAsync());
        using var long_ = await mine.PostAsync(first, BulkSheet.Text([Header, Row("Label", label: "a"), Row("Label", label: "b")]));
        using var fits = await mine.PostAsync(first, BulkSheet.Text([Header, Row("Label", label: "a")]));
        using var crowded = await mine.PostAsync(second, BulkSheet.Text([Header]));
        using var asked = await mine.CallAsync("/Bulk/v13/BulkUploadUrl/Query", new { AccountId = 181000001 });

        Assert.Equal((3225, HttpStatusCode.OK, 3227), ((await CodeAsync(long_)).Code, fits.StatusCode, (await CodeAsync(crowded)).Code));
        Assert.Equal(4204, ReportingClient.Code(await EmulatorFixture.JsonAsync(asked)));
    }

    [Fact]
    public async Task A_viewer_gets_no_address()
    {
        var viewer = new BulkClient(emulator, await emulator.SignInAsync("victor@contoso.example"), 250002, 180000001);

        using var answer = await viewer.CallAsync("/Bulk/v13/BulkUploadUrl/Query", new { AccountId = 180000001 });

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private static async Task<(int Code, string Name)> CodeAsync(HttpResponseMessage answer)
    {
        var body = await EmulatorFixture.JsonAsync(answer);
        return (body["Code"]!.GetValue<int>(), body["ErrorCode"]!.GetValue<string>());
    }

    private static string Row(
        string type, string id = "", string parent = "", string status = "", string campaign = "", string adGroup = "", string keyword = "", string bid = "",
        string budget = "", string label = "", string client = "") => string.Join(',',
        type, status, id, parent, client, campaign, adGroup, keyword, keyword.Length > 0 ? "Exact" : "", bid, budget, budget.Length > 0 ? "DailyBudgetStandard" : "",
        type == "Campaign" && budget.Length > 0 ? "Search" : "", type == "Campaign" && budget.Length > 0 ? "EasternTimeUSCanada" : "", "", label, "", "", "", "", "");
}
