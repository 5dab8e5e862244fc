using Portal.Domain.Ads;
using Portal.Domain.Connections;

namespace Portal.Tests.Domain.Connections;

public sealed class KnownFailureTests
{
    private static readonly FailureClass[] Ending = [FailureClass.NeedsReconnect, FailureClass.NeedsUser, FailureClass.NeedsConsent];

    public static TheoryData<string> Lines => [.. KnownFailure.OfIdentity.Concat(KnownFailure.OfAdvertising).Append(KnownFailure.NoAnswer).Select(Name)];

    [Theory]
    [MemberData(nameof(Lines))]
    public void Every_failure_says_what_happened_who_can_do_something_and_what(string name)
    {
        var line = KnownFailure.OfIdentity.Concat(KnownFailure.OfAdvertising).Append(KnownFailure.NoAnswer).First(one => Name(one) == name);

        Assert.EndsWith(".", line.What, StringComparison.Ordinal);
        Assert.True(line.NextStep.Length == 0 || line.NextStep.EndsWith('.'), line.NextStep);
        Assert.Equal(line.Class == FailureClass.Operator, line.Owner == FailureOwner.Operators);
        Assert.Equal(line.Class == FailureClass.Transient, line.Owner == FailureOwner.Nobody);
        Assert.True(line.NextStep.Length > 0 || line.Class == FailureClass.NeedsConsent, "Only who declined by themselves needs no next step.");
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_failure_that_ends_a_grant_is_believed_at_once_only_when_a_number_names_its_cause(string name)
    {
        var line = KnownFailure.OfIdentity.Concat(KnownFailure.OfAdvertising).Append(KnownFailure.NoAnswer).First(one => Name(one) == name);

        Assert.True(!Ending.Contains(line.Class) || line.Proof == (line.Number is null ? Proof.Twice : Proof.AtOnce));
    }

    [Fact]
    public void No_line_of_the_table_hides_another()
    {
        Assert.Equal(KnownFailure.OfIdentity.Count, KnownFailure.OfIdentity.DistinctBy(line => (line.Error, line.Number)).Count());
        Assert.Equal(KnownFailure.OfAdvertising.Count, KnownFailure.OfAdvertising.DistinctBy(line => line.Number).Count());
    }

    [Theory]
    [InlineData("invalid_grant", 70000, FailureClass.Suspect, FailureOwner.Connector, 3)]
    [InlineData("invalid_grant", 700082, FailureClass.NeedsReconnect, FailureOwner.Connector, 1)]
    [InlineData("invalid_grant", 50173, FailureClass.NeedsReconnect, FailureOwner.Connector, 1)]
    [InlineData("invalid_grant", null, FailureClass.NeedsReconnect, FailureOwner.Connector, 2)]
    [InlineData("invalid_grant", 987654, FailureClass.NeedsReconnect, FailureOwner.Connector, 2)]
    [InlineData("invalid_grant", 50076, FailureClass.NeedsUser, FailureOwner.Connector, 1)]
    [InlineData("interaction_required", null, FailureClass.NeedsUser, FailureOwner.Connector, 2)]
    [InlineData("invalid_grant", 53003, FailureClass.NeedsUser, FailureOwner.Administrator, 1)]
    [InlineData("invalid_grant", 50057, FailureClass.NeedsUser, FailureOwner.Administrator, 1)]
    [InlineData("invalid_grant", 65001, FailureClass.NeedsConsent, FailureOwner.Connector, 1)]
    [InlineData("unauthorized_client", 650052, FailureClass.NeedsConsent, FailureOwner.Administrator, 1)]
    [InlineData("invalid_client", 7000222, FailureClass.Operator, FailureOwner.Operators, 1)]
    [InlineData("invalid_client", null, FailureClass.Operator, FailureOwner.Operators, 1)]
    [InlineData("invalid_grant", 90033, FailureClass.Transient, FailureOwner.Nobody, 1)]
    [InlineData("temporarily_unavailable", null, FailureClass.Transient, FailureOwner.Nobody, 1)]
    [InlineData(null, null, FailureClass.Transient, FailureOwner.Nobody, 1)]
    public void An_answer_of_the_token_endpoint_has_a_class_an_owner_and_a_proof(string? error, int? number, FailureClass means, FailureOwner owner, int refusals)
    {
        var failure = TokenFailure.Of(error, number, 400);

        Assert.Equal((means, owner, refusals), (failure.Class, failure.Owner, failure.Proof.Refusals));
    }

    [Theory]
    [InlineData(105, FailureClass.NotLetIn, FailureOwner.Administrator)]
    [InlineData(106, FailureClass.NoAccess, FailureOwner.Administrator)]
    [InlineData(108, FailureClass.NeedsUser, FailureOwner.Connector)]
    [InlineData(109, FailureClass.Transient, FailureOwner.Nobody)]
    [InlineData(117, FailureClass.Transient, FailureOwner.Nobody)]
    [InlineData(120, FailureClass.NeedsUser, FailureOwner.Connector)]
    [InlineData(126, FailureClass.NeedsUser, FailureOwner.Connector)]
    [InlineData(1001, FailureClass.NoAccess, FailureOwner.Administrator)]
    [InlineData(2003, FailureClass.NoAccess, FailureOwner.Administrator)]
    public void A_number_of_Microsoft_Advertising_has_a_class_and_an_owner(int number, FailureClass means, FailureOwner owner)
    {
        var line = KnownFailure.OfAds(number);

        Assert.Equal((means, owner), (line?.Class, line?.Owner));
    }

    [Theory]
    [InlineData(AdsFault.LoginRefused, 0, FailureClass.NotLetIn, "Microsoft Advertising")]
    [InlineData(AdsFault.LoginRefused, 109, FailureClass.NotLetIn, "Microsoft Advertising 109")]
    [InlineData(AdsFault.LoginRefused, 120, FailureClass.NeedsUser, "Microsoft Advertising 120")]
    [InlineData(AdsFault.NoAccess, 0, FailureClass.NoAccess, "Microsoft Advertising")]
    [InlineData(AdsFault.NoAccess, 106, FailureClass.NoAccess, "Microsoft Advertising 106")]
    public void A_refused_call_is_understood_by_its_number_and_without_one_by_what_it_was_about(AdsFault fault, int code, FailureClass means, string words)
    {
        var failure = TokenFailure.OfAdvertising(fault, code);

        Assert.Equal((means, words), (failure.Class, failure.Code));
        Assert.True(TokenFailure.IsOfAdvertising(failure.Cause));
    }

    [Fact]
    public void Failures_of_an_outage_are_alike_whatever_they_look_like_and_refusals_only_when_they_are_the_same() => Assert.Equal(
        ["no answer", "no answer", "invalid_grant 70000", "invalid_grant"],
        new[] { TokenFailure.Of(null, null, 503), TokenFailure.Of(null, null, 0), TokenFailure.Of("invalid_grant", 70000, 400), TokenFailure.Of("invalid_grant", null, 400) }.Select(failure => failure.Cause));

    private static string Name(KnownFailure line) => $"{line.Error} {line.Number} {line.What}";
}
