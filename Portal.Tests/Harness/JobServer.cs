using System.Collections.Concurrent;
using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using Hangfire.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Tests.Harness;

/// <summary>A worker with one thread over the portal's own queue, activator and filters, so that jobs follow each other on the same thread.</summary>
internal sealed class JobServer : IDisposable
{
    private readonly Ends ends = new();
    private readonly BackgroundJobServer server;

    public JobServer(PortalApp app) => server = new BackgroundJobServer(
        new BackgroundJobServerOptions
        {
            Activator = app.Services.GetRequiredService<JobActivator>(),
            FilterProvider = new JobFilterProviderCollection(app.Services.GetRequiredService<IJobFilterProvider>(), new JobFilterCollection { ends }),
            WorkerCount = 1,
        },
        app.Services.GetRequiredService<JobStorage>());

    /// <summary>The state in which the job ended, and why, once it has.</summary>
    public Task<(string State, string? Reason)> EndOfAsync(string job) => ends.Of(job).Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

    public void Dispose() => server.Dispose();

    private sealed class Ends : IApplyStateFilter
    {
        private readonly ConcurrentDictionary<string, TaskCompletionSource<(string State, string? Reason)>> ends = [];

        public TaskCompletionSource<(string State, string? Reason)> Of(string job) =>
            ends.GetOrAdd(job, _ => new TaskCompletionSource<(string State, string? Reason)>(TaskCreationOptions.RunContinuationsAsynchronously));

        public void OnStateApplied(ApplyStateContext context, IWriteOnlyTransaction transaction)
        {
            if (context.NewState.IsFinal || context.NewState is FailedState or ScheduledState)
            {
                Of(context.BackgroundJob.Id).TrySetResult((context.NewState.Name, context.NewState.Reason));
            }
        }

        public void OnStateUnapplied(ApplyStateContext context, IWriteOnlyTransaction transaction)
        {
        }
    }
}
