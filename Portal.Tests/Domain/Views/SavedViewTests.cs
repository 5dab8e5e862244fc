using Portal.Domain;
using Portal.Domain.Members;
using Portal.Domain.Tenancy;
using Portal.Domain.Views;

namespace Portal.Tests.Domain.Views;

public sealed class SavedViewTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);
    private static readonly Id<Tenant> Org = Id<Tenant>.New(Now);
    private static readonly Membership Owner = As(Role.Owner);
    private static readonly Membership Analyst = As(Role.Analyst);
    private static readonly Membership Viewer = As(Role.Viewer);

    [Fact]
    public void A_viewer_saves_for_themselves_and_does_not_share()
    {
        Assert.Equal(Viewer.PersonId, Save("Mine", Viewer).Value!.OwnerId);
        Assert.Equal("Shared", Save("Ours", Viewer, shared: true).Refusal!.Field);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData(null)]
    public void A_view_without_a_name_is_refused(string? name) => Assert.Equal("Name", Save(name, Owner).Refusal!.Field);

    [Fact]
    public void Two_names_that_differ_by_case_only_are_one_but_own_and_shared_ones_stand_beside_each_other()
    {
        var (mine, ours) = (Save("Brand", Owner).Value!, Save("Brand", Owner, shared: true).Value!);

        Assert.Contains("You have a view", Save(" BRAND ", Owner, there: [mine, ours]).Refusal!.Sentence, StringComparison.Ordinal);
        Assert.Contains("The organisation has", Save("brand", Analyst, shared: true, there: [mine, ours]).Refusal!.Sentence, StringComparison.Ordinal);
        Assert.False(Save("Brand", Analyst, there: [ours]).IsRefused);
    }

    [Fact]
    public void There_is_a_most_of_views()
    {
        var there = Enumerable.Range(0, SavedView.MostOwn).Select(number => Save($"View {number}", Owner).Value!).ToList();

        Assert.Contains("30 views", Save("One more", Owner, there: there).Refusal!.Sentence, StringComparison.Ordinal);
        Assert.False(Save("One more", Owner, shared: true, there: there).IsRefused);
    }

    [Fact]
    public void A_shared_view_is_changed_by_its_author_and_by_admins()
    {
        var ours = Save("Ours", Analyst, shared: true).Value!;

        Assert.True(ours.MayBeChangedBy(Analyst));
        Assert.True(ours.MayBeChangedBy(As(Role.Admin)));
        Assert.False(ours.MayBeChangedBy(As(Role.Analyst)));
        Assert.False(ours.MayBeChangedBy(Viewer));
        Assert.True(ours.Overwrite("q=other", As(Role.Analyst), Now).IsRefused);
        Assert.Equal("q=brand", ours.Query);
    }

    [Fact]
    public void Nobody_takes_somebody_elses_shared_view_for_themselves()
    {
        var ours = Save("Ours", Analyst, shared: true).Value!;

        Assert.Equal("Shared", ours.Change("Ours", false, Owner, [ours], Now).Refusal!.Field);
        Assert.True(ours.IsShared);
        Assert.False(ours.Change("Mine", false, Analyst, [ours], Now).IsRefused);
        Assert.Equal(Analyst.PersonId, ours.OwnerId);
    }

    private static Membership As(Role role) => new(Org, Id<Person>.New(Now), role, Now);

    private static Result<SavedView> Save(string? name, Membership by, bool shared = false, IReadOnlyCollection<SavedView>? there = null) =>
        SavedView.Save("keywords", "q=brand", name, shared, by, there ?? [], Now);
}
