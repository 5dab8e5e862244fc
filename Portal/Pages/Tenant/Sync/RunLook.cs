using Portal.Components;
using Portal.Domain.Sync;

namespace Portal.Pages.Tenant.Sync;

/// <summary>States of runs, parts and back-fills in words and tones.</summary>
public static class RunLook
{
    public static (Tone Tone, string Word) Of(SyncRunState state) => state switch
    {
        SyncRunState.Running => (Tone.Info, "Running"),
        SyncRunState.Succeeded => (Tone.Good, "Complete"),
        SyncRunState.Partial => (Tone.Warn, "Incomplete"),
        SyncRunState.Nothing => (Tone.Warn, "Brought nothing"),
        _ => (Tone.Bad, "Failed"),
    };

    public static (Tone Tone, string Word) Of(SliceState state) => state switch
    {
        SliceState.Done => (Tone.Good, "Stored"),
        SliceState.Failed => (Tone.Bad, "Failed"),
        SliceState.Held => (Tone.Warn, "Held back"),
        SliceState.Storing => (Tone.Info, "Storing"),
        SliceState.Submitted => (Tone.Info, "At Microsoft"),
        _ => (Tone.Idle, "Waiting"),
    };

    public static (Tone Tone, string Word) Of(BackFillState state) => state switch
    {
        BackFillState.Open => (Tone.Info, "Under way"),
        BackFillState.Paused => (Tone.Warn, "Paused"),
        BackFillState.Cancelled => (Tone.Idle, "Cancelled"),
        _ => (Tone.Good, "Complete"),
    };

    /// <summary>What a state means where the word does not say it.</summary>
    public static string? Sentence(SyncRunState state) => state switch
    {
        SyncRunState.Nothing => "This run went through, but brought nothing: no rows, no campaigns, and no report that Microsoft says is empty. Do not take it for a sync; the next one tries again.",
        SyncRunState.Partial => "Some parts failed. What the others brought is stored, and the next sync asks again for what is missing.",
        SyncRunState.Failed => "Every part failed. The reasons stand beside the parts.",
        _ => null,
    };
}
