using System.ComponentModel.DataAnnotations;
using Portal.Components;
using Portal.Domain.Ads;
using Portal.Domain.Sync;

namespace Portal.Pages.Tenant.Sync;

/// <summary>The form in which somebody asks for days: from when on, and of which account and report, which is every one where none is chosen.</summary>
public sealed record DaysAsked
{
    public long? Account { get; init; }

    public ReportKind? Report { get; init; }

    [Required(ErrorMessage = "Choose the first day.")]
    public DateOnly? From { get; init; }

    /// <summary>For the forms that ask for it; null is the first day.</summary>
    public DateOnly? To { get; init; }

    public AdsId<AdsAccount>? AccountId => Account is { } id ? new(id) : null;

    /// <param name="accounts">How many there are where every one is meant.</param>
    public string Reports(int accounts) =>
        $"{(Report is { } kind ? SliceView.NameOf(kind) : "every report")} of {(AccountId is { } id ? $"account {id}" : Say.Count(accounts, "account"))}";
}
