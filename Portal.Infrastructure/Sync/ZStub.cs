using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Members;
using Portal.Domain.Sync;
namespace Portal.Infrastructure.Sync;
public sealed record StartedSync(Id<SyncRun> Run, IReadOnlyList<AdsId<AdsAccount>> Accounts);
public sealed class StartSync { public Task<StartedSync> RunAsync(SyncTrigger t, Id<Person>? by, CancellationToken ct) => throw new NotSupportedException(); }
public sealed class SyncAccount { public Task<DateTimeOffset?> RunAsync(Id<SyncRun> run, AdsId<AdsAccount> account, CancellationToken ct) => throw new NotSupportedException(); }
