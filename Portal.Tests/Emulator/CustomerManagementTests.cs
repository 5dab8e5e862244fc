using System.Net;
using System.Text.Json.Nodes;

namespace Portal.Tests.Emulator;

public sealed class CustomerManagementTests(EmulatorFixture emulator) : IClassFixture<EmulatorFixture>
{
    private const string Base = "/CustomerManagement/v13";
    private const string Maria = "maria@northwind.example";
    private const string Anna = "anna@contoso.example";
    private const string Paul = "paul@litware.example";

    [Fact]
    public async Task Get_user_tells_the_person_and_the_roles()
    {
        var answer = await emulator.ReadAsync(Base + "/User/Query", new { UserId = (string?)null }, await emulator.SignInAsync("clara@contoso.example"));

        Assert.Equal(
            ["ContactInfo", "CustomerId", "Id", "JobTitle", "LastModifiedByUserId", "LastModifiedTime", "Lcid", "Name", "Password", "SecretAnswer",
                "SecretQuestion", "UserLifeCycleStatus", "TimeStamp", "UserName", "ForwardCompatibilityMap"],
            Names(answer["User"]));
        Assert.Equal("""[{"RoleId":16,"CustomerId":"250002","AccountIds":["180000001","180000003"],"LinkedAccountIds":null,"CustomerLinkPermission":null}]""",
            answer["CustomerRoles"]!.ToJsonString());
    }

    [Fact]
    public async Task Get_account_tells_every_property_in_the_live_order()
    {
        var answer = await emulator.ReadAsync(Base + "/Account/Query", new { AccountId = 180000001 }, await emulator.SignInAsync(Anna));

        Assert.Equal(
            ["BillToCustomerId", "CurrencyCode", "AccountFinancialStatus", "Id", "Language", "LastModifiedByUserId", "LastModifiedTime", "Name", "Number",
                "ParentCustomerId", "PaymentMethodId", "PaymentMethodType", "PrimaryUserId", "AccountLifeCycleStatus", "TimeStamp", "TimeZone", "PauseReason",
                "ForwardCompatibilityMap", "LinkedAgencies", "SalesHouseCustomerId", "TaxInformation", "BackUpPaymentInstrumentId", "BillingThresholdAmount",
                "BusinessAddress", "AutoTagType", "SoldToPaymentInstrumentId"],
            Names(answer["Account"]));
        Assert.Equal(("180000001", "250002", null), (Text(answer["Account"], "Id"), Text(answer["Account"], "ParentCustomerId"), Text(answer["Account"], "PaymentMethodType")));
    }

    [Fact]
    public async Task Additional_fields_come_only_when_asked_for()
    {
        var answer = await emulator.ReadAsync(
            Base + "/Accounts/Search", Search("AccountId", "Equals", "181000001", more: "TaxCertificate, AccountMode"), await emulator.SignInAsync(Maria));

        Assert.Equal(["TaxCertificate", "AccountMode"], Names(answer["Accounts"]![0]).TakeLast(2));
    }

    [Fact]
    public async Task Searching_by_user_gives_every_account_once_page_by_page()
    {
        var tokens = await emulator.SignInAsync(Anna);
        var found = new List<string?>();
        for (var page = 0; page < 3; page++)
        {
            var answer = await emulator.ReadAsync(Base + "/Accounts/Search", Search("UserId", "Equals", "138000001", page, 4, order: "Id"), tokens);
            found.AddRange(answer["Accounts"]!.AsArray().Select(account => Text(account, "Id")));
        }

        Assert.Equal(
            ["444111", "180000001", "180000002", "180000003", "180000004", "180000005", "180000006", "180000007", "180000008"], found);
    }

    [Fact]
    public async Task Two_and_a_half_thousand_accounts_need_three_pages()
    {
        await using var large = await EmulatorFixture.StartAsync(options => options.Scale.Accounts = 2_500);
        var tokens = await large.SignInAsync("bea@trey.example");

        var sizes = new List<int>();
        for (var page = 0; page < 3; page++)
        {
            var answer = await large.ReadAsync(Base + "/Accounts/Search", Search("UserId", "Equals", "138300001", page, 1_000), tokens);
            sizes.Add(answer["Accounts"]!.AsArray().Count);
        }

        Assert.Equal([1_000, 1_000, 500], sizes);
    }

    [Theory]
    [InlineData("AccountName", "Contains", "laptops", "182000001")]
    [InlineData("AccountNumber", "Equals", "F182LW08", "182000008")]
    [InlineData("AccountNumber", "In", "F182LW02, F182LW01", "182000001,182000002")]
    [InlineData("AccountId", "In", "182000006,182000005,1", "182000005,182000006")]
    [InlineData("CustomerId", "Equals", "270001", "182000001,182000002,182000003,182000004,182000005,182000006,182000007,182000008")]
    public async Task Accounts_are_found_by_what_the_predicate_says(string field, string comparison, string value, string expected)
    {
        var answer = await emulator.ReadAsync(Base + "/Accounts/Search", Search(field, comparison, value), await emulator.SignInAsync(Paul));

        Assert.Equal(expected, string.Join(',', answer["Accounts"]!.AsArray().Select(account => Text(account, "Id"))));
    }

    [Fact]
    public async Task Searching_for_active_accounts_also_finds_those_on_billing_hold()
    {
        var body = new
        {
            Predicates = new[]
            {
                new { Field = "UserId", Operator = "Equals", Value = "138200001" },
                new { Field = "AccountLifeCycleStatus", Operator = "Equals", Value = "Active" },
            },
        };

        var answer = await emulator.ReadAsync(Base + "/Accounts/Search", body, await emulator.SignInAsync(Paul));

        Assert.Equal(["182000001", "182000003"], answer["Accounts"]!.AsArray().Select(account => Text(account, "Id")));
    }

    [Theory]
    [InlineData("AccountName", "Contains", "lap")]
    [InlineData("AccountName", "In", "laptops")]
    [InlineData("Name", "Equals", "laptops")]
    [InlineData("AccountId", "In", "1,2,3,4,5,6,7,8,9,10,11")]
    [InlineData("AccountId", "Equals", "F182LW01")]
    [InlineData("AccountLifeCycleStatus", "Equals", "Active")]
    [InlineData("UserId", "Equals", "138200001", 0, 1_001)]
    [InlineData("UserId", "Equals", "138200001", -1)]
    public async Task A_search_that_makes_no_sense_is_refused(string field, string comparison, string value, int page = 0, int size = 100)
    {
        using var answer = await emulator.CallAsync(Base + "/Accounts/Search", Search(field, comparison, value, page, size), await emulator.SignInAsync(Paul));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("ApiFault", Text(await EmulatorFixture.JsonAsync(answer), "Type"));
    }

    [Theory]
    [InlineData("/Account/Query", """{"AccountId":"181000001"}""")]
    [InlineData("/Customer/Query", """{"CustomerId":"260001"}""")]
    [InlineData("/AccountsInfo/Query", """{"CustomerId":"260001"}""")]
    [InlineData("/LinkedAccountsAndCustomersInfo/Query", """{"CustomerId":"260001"}""")]
    [InlineData("/User/Query", """{"UserId":"138100001"}""")]
    [InlineData("/Accounts/Search", """{"Predicates":[{"Field":"CustomerId","Operator":"Equals","Value":"260001"}]}""")]
    [InlineData("/Accounts/Search", """{"Predicates":[{"Field":"UserId","Operator":"Equals","Value":"138100001"}]}""")]
    public async Task What_belongs_to_others_answers_1001(string path, string body)
    {
        using var answer = await emulator.CallAsync(Base + path, JsonNode.Parse(body)!, await emulator.SignInAsync(Paul));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(1001, (await EmulatorFixture.JsonAsync(answer))["OperationErrors"]![0]!["Code"]!.GetValue<int>());
    }

    [Fact]
    public async Task Linked_customers_are_told_one_level_at_a_time_and_linked_accounts_with_them()
    {
        var tokens = await emulator.SignInAsync(Anna);

        var top = await emulator.ReadAsync(Base + "/LinkedAccountsAndCustomersInfo/Query", new { CustomerId = "250001" }, tokens);
        var below = await emulator.ReadAsync(Base + "/LinkedAccountsAndCustomersInfo/Query", new { CustomerId = "250003" }, tokens);
        var own = await emulator.ReadAsync(Base + "/AccountsInfo/Query", new { CustomerId = "250003", OnlyParentAccounts = true }, tokens);

        Assert.Equal("""[{"Id":"250002","Name":"Contoso Shoes"}]""", top["CustomersInfo"]!.ToJsonString());
        Assert.Equal(["444111", "180000005", "180000006"], below["AccountsInfo"]!.AsArray().Select(account => Text(account, "Id")));
        Assert.Equal(["180000005", "180000006"], own["AccountsInfo"]!.AsArray().Select(account => Text(account, "Id")));
    }

    [Fact]
    public async Task Account_info_has_five_properties_and_a_pause_reason_that_is_a_number()
    {
        var answer = await emulator.ReadAsync(Base + "/AccountsInfo/Query", new { }, await emulator.SignInAsync(Paul));

        Assert.Equal("""{"Id":"182000004","Name":"Litware Cameras (paused twice)","Number":"F182LW04","AccountLifeCycleStatus":"Pause","PauseReason":4}""",
            answer["AccountsInfo"]![3]!.ToJsonString());
    }

    [Fact]
    public async Task Customers_are_listed_by_name_and_the_list_is_cut_where_asked()
    {
        var tokens = await emulator.SignInAsync(Anna);

        var all = await emulator.ReadAsync(Base + "/CustomersInfo/Query", new { CustomerNameFilter = "", TopN = 100 }, tokens);
        var some = await emulator.ReadAsync(Base + "/CustomersInfo/Query", new { CustomerNameFilter = "contoso", TopN = 2 }, tokens);
        using var none = await emulator.CallAsync(Base + "/CustomersInfo/Query", new { TopN = 0 }, tokens);

        Assert.Equal((5, 2, HttpStatusCode.BadRequest), (all["CustomersInfo"]!.AsArray().Count, some["CustomersInfo"]!.AsArray().Count, none.StatusCode));
    }

    [Fact]
    public async Task Get_customer_tells_every_property_in_the_live_order()
    {
        var answer = await emulator.ReadAsync(Base + "/Customer/Query", new { CustomerId = 260002 }, await emulator.SignInAsync(Maria));

        Assert.Equal(
            ["CustomerFinancialStatus", "Id", "Industry", "LastModifiedByUserId", "LastModifiedTime", "MarketCountry", "MarketLanguage", "Name", "ServiceLevel",
                "CustomerLifeCycleStatus", "TimeStamp", "Number", "CustomerAddress", "ForwardCompatibilityMap"],
            Names(answer["Customer"]));
    }

    [Theory]
    [InlineData("nora@lucerne.example", 0)]
    [InlineData("tomas@fabrikam.example", 3)]
    [InlineData("ursula@tailspin.example", 1)]
    [InlineData("clara@contoso.example", 2)]
    [InlineData("agnes@contoso.example", 9)]
    public async Task Each_seeded_person_reaches_what_the_start_page_says(string user, int accounts)
    {
        var id = emulator.Directory.UserBy(user)!.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);

        var answer = await emulator.ReadAsync(Base + "/Accounts/Search", Search("UserId", "Equals", id), await emulator.SignInAsync(user));

        Assert.Equal(accounts, answer["Accounts"]!.AsArray().Count);
    }

    private static object Search(string field, string comparison, string value, int page = 0, int size = 100, string? order = null, string? more = null) => new
    {
        Predicates = new[] { new { Field = field, Operator = comparison, Value = value } },
        Ordering = order is null ? null : new[] { new { Field = order, Order = "Ascending" } },
        PageInfo = new { Index = page, Size = size },
        ReturnAdditionalFields = more,
    };

    private static IEnumerable<string> Names(JsonNode? node) => node!.AsObject().Select(property => property.Key);

    private static string? Text(JsonNode? node, string name) => node![name]?.GetValue<string>();
}
