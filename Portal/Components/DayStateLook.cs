using Portal.Domain.Sync;

namespace Portal.Components;

/// <summary>How a day's state is drawn and said. Each has a shape of its own, so that nothing hangs on the colour.</summary>
public static class DayStateLook
{
    public static IReadOnlyList<LedgerState> All { get; } = [LedgerState.Final, LedgerState.Provisional, LedgerState.Missing, LedgerState.Failed, LedgerState.NotSelected];

    public static string Word(this LedgerState state) => state switch
    {
        LedgerState.Final => "final",
        LedgerState.Provisional => "provisional",
        LedgerState.Missing => "missing",
        LedgerState.Failed => "failed",
        _ => "not selected",
    };

    public static string Class(this LedgerState state) => state switch
    {
        LedgerState.Final => "is-final",
        LedgerState.Provisional => "is-provisional",
        LedgerState.Missing => "is-missing",
        LedgerState.Failed => "is-failed",
        _ => "is-unselected",
    };

    /// <summary>In a field of 16 by 16: a full square, a half one, a frame, a cross, a dot.</summary>
    public static string Shape(this LedgerState state) => state switch
    {
        LedgerState.Final => "M1 1h14v14H1z",
        LedgerState.Provisional => "M1 15V1h14z",
        LedgerState.Missing => "M2 2h12v12H2z",
        LedgerState.Failed => "M3 3l10 10M13 3L3 13",
        _ => "M6.5 8a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0z",
    };
}
