using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Domain.Incidents;
using Portal.Domain.Sync;

namespace Portal.Tests.Domain.Incidents;

public sealed class HeldFileTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_one_account_it_says_what_would_go_what_stays_since_when_and_what_to_do()
    {
        HeldFile[] files = [File(1, new(EntityKind.Keyword, 1200, 1100, []), new(EntityKind.Campaign, 6, 5, []), new(EntityKind.Label, 9, 1, []))];

        Assert.Equal(
            "The latest file of Account 1 (F1) would remove 5 of 6 campaigns and 1,100 of 1,200 keywords. Nothing was removed: its campaigns and what they are made of "
            + "stay as the last good file left them on 20 November 2026, and its figures go on.",
            HeldFile.What(files));
        Assert.StartsWith("Look at what would go, then apply the file or discard it.", HeldFile.NextStep(files), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_accounts_it_names_five_and_counts_the_others_and_says_the_oldest_day()
    {
        var files = Enumerable.Range(1, 7).Select(number => File(number, new Loss(EntityKind.Ad, 40, 30 + number, [])) with { AsOf = new DateOnly(2026, 11, 20 - number) }).ToList();

        var what = HeldFile.What(files);

        Assert.Contains("The latest files of 7 accounts would remove much: Account 1 (F1) 31 of 40 ads; ", what, StringComparison.Ordinal);
        Assert.Contains("Account 5 (F5) 35 of 40 ads; and 2 more. Nothing was removed", what, StringComparison.Ordinal);
        Assert.DoesNotContain("Account 6", what, StringComparison.Ordinal);
        Assert.Contains("the oldest on 13 November 2026,", what, StringComparison.Ordinal);
        Assert.Contains("each file", HeldFile.NextStep(files), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_kinds_it_tells_three_and_that_there_are_more()
    {
        var file = File(1, new Loss(EntityKind.Ad, 20, 11, []), new(EntityKind.AdGroup, 20, 12, []), new(EntityKind.Keyword, 20, 13, []), new(EntityKind.Campaign, 20, 10, []));

        Assert.Contains("10 of 20 campaigns, 13 of 20 keywords, 12 of 20 ad groups and more.", HeldFile.What([file]), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_day_is_not_made_up()
    {
        var file = File(1, new Loss(EntityKind.Ad, 20, 11, [])) with { AsOf = null };

        Assert.Contains("as the last good file left them, and", HeldFile.What([file]), StringComparison.Ordinal);
    }

    [Fact]
    public void An_incident_of_held_files_knows_its_accounts_is_told_and_asks_for_no_sign_in()
    {
        var incident = Incident.Open(Login(), [File(1), File(2) with { HeldAt = Now.AddHours(-3) }], Now);
        incident.Follow([File(2), File(5)]);

        Assert.Equal([2L, 5L], incident.HeldAccounts.Select(id => id.Value));
        Assert.Equal((2, Now.AddHours(-3), true, false), (incident.Accounts, incident.Since, incident.IsTold, incident.AsksForSignIn));
        Assert.Empty(Incident.Open(Login(), TokenFailure.Of("invalid_grant", 50173, 400), 1, Now).HeldAccounts);
    }

    [Fact]
    public void What_became_of_the_parts_stays_in_how_it_ended()
    {
        var incident = Incident.Open(Login(), [File(1), File(2)], Now);
        incident.Note("One was applied.");
        var before = (incident.Outcome, incident.IsOpen);

        incident.Close("The other was discarded.", Now);
        incident.Close("Twice.", Now.AddHours(1));

        Assert.Equal(("One was applied.", true), before);
        Assert.Equal(("One was applied. The other was discarded.", Now, false), (incident.Outcome, incident.ClosedAt, incident.IsOpen));
    }

    private static HeldFile File(long number, params Loss[] losses) => new(new(number), $"Account {number} (F{number})", losses, Now, new DateOnly(2026, 11, 20));

    private static Connection Login() => Connection.Open(default, 1, "login@contoso.example", default, Now);
}
