using System.Globalization;
using Hangfire.Common;
using Hangfire.States;
using Hangfire.Storage.Monitoring;

namespace Portal.Infrastructure.Jobs.Storage;

/// <summary>How a job is shown in each state's list. A job whose type is unknown is shown by its call and the reason.</summary>
internal sealed partial class Monitoring
{
    private static EnqueuedJobDto Enqueued(JobView view) => new()
    {
        Job = JobRows.Load(view.Call!, out var error),
        LoadException = error,
        InvocationData = view.Call,
        State = view.State,
        StateData = view.Data,
        InEnqueuedState = view.State == EnqueuedState.StateName,
        EnqueuedAt = view.State == EnqueuedState.StateName ? view.Since : null,
    };

    private static FetchedJobDto Fetched(JobView view) => new()
    {
        Job = JobRows.Load(view.Call!, out var error),
        LoadException = error,
        InvocationData = view.Call,
        State = view.State,
        FetchedAt = view.FetchedAt,
    };

    private static ProcessingJobDto Processing(JobView view) => new()
    {
        Job = JobRows.Load(view.Call!, out var error),
        LoadException = error,
        InvocationData = view.Call,
        StateData = view.Data,
        InProcessingState = true,
        ServerId = view["ServerId"] ?? view["ServerName"],
        StartedAt = view.Since,
    };

    private static ScheduledJobDto Scheduled(JobView view) => new()
    {
        Job = JobRows.Load(view.Call!, out var error),
        LoadException = error,
        InvocationData = view.Call,
        StateData = view.Data,
        InScheduledState = true,
        ScheduledAt = view.Since,
        EnqueueAt = JobHelper.DeserializeNullableDateTime(view["EnqueueAt"]) ?? DateTime.MinValue,
    };

    private static AwaitingJobDto Awaiting(JobView view, string? parentState) => new()
    {
        Job = JobRows.Load(view.Call!, out var error),
        LoadException = error,
        InvocationData = view.Call,
        StateData = view.Data,
        InAwaitingState = true,
        AwaitingAt = view.Since,
        ParentStateName = parentState,
    };

    private static SucceededJobDto Succeeded(JobView view) => new()
    {
        Job = JobRows.Load(view.Call!, out var error),
        LoadException = error,
        InvocationData = view.Call,
        StateData = view.Data,
        InSucceededState = true,
        SucceededAt = view.Since,
        Result = view["Result"],
        TotalDuration = Milliseconds(view["PerformanceDuration"]) + Milliseconds(view["Latency"]),
    };

    private static FailedJobDto Failed(JobView view) => new()
    {
        Job = JobRows.Load(view.Call!, out var error),
        LoadException = error,
        InvocationData = view.Call,
        StateData = view.Data,
        InFailedState = true,
        FailedAt = view.Since,
        Reason = view.Reason,
        ExceptionType = view["ExceptionType"],
        ExceptionMessage = view["ExceptionMessage"],
        ExceptionDetails = view["ExceptionDetails"],
    };

    private static DeletedJobDto Deleted(JobView view) => new()
    {
        Job = JobRows.Load(view.Call!, out var error),
        LoadException = error,
        InvocationData = view.Call,
        StateData = view.Data,
        InDeletedState = true,
        DeletedAt = view.Since,
    };

    private static long? Milliseconds(string? text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
