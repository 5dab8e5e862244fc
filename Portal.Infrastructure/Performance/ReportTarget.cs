using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Sync;

namespace Portal.Infrastructure.Performance;

/// <summary>What a report file must be about: anything else in it refuses it.</summary>
public sealed record ReportTarget(AdsId<AdsAccount> AccountId, ReportKind Report, Period Period);
