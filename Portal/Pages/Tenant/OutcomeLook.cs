using Portal.Components;
using Portal.Domain.Audit;

namespace Portal.Pages.Tenant;

/// <summary>How the outcome of something done reads.</summary>
public static class OutcomeLook
{
    public static (Tone Tone, string Word) Of(AuditOutcome outcome) => outcome switch
    {
        AuditOutcome.Done => (Tone.Good, "Done"),
        AuditOutcome.Requested => (Tone.Info, "Asked for"),
        AuditOutcome.Refused => (Tone.Warn, "Refused"),
        _ => (Tone.Bad, "Failed"),
    };
}
