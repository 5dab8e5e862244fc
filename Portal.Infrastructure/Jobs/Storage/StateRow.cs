using System.Text.Json;
using Hangfire.States;

namespace Portal.Infrastructure.Jobs.Storage;

/// <summary>A state as it is stored. Made before the writer is entered: a user's state may throw when asked for its data.</summary>
internal sealed record StateRow(string Name, string? Reason, long CreatedAt, string? Data)
{
    public static StateRow Of(IState state, long now)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Name is null)
        {
            throw new ArgumentException("A state needs a name.", nameof(state));
        }

        var data = state.SerializeData();
        return new StateRow(state.Name, state.Reason, now, data is null ? null : JsonSerializer.Serialize(data));
    }
}
