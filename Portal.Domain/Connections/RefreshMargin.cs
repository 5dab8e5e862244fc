namespace Portal.Domain.Connections;

/// <summary>When an access token counts as due: ahead of its end, at a moment of its own for each connection, so that they do not all refresh at once.</summary>
public static class RefreshMargin
{
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Spread = TimeSpan.FromSeconds(90);

    /// <summary>10 minutes ± 90 seconds before <paramref name="expiresAt"/>; the same connection always has the same offset.</summary>
    public static DateTimeOffset DueAt(Id<Connection> connection, DateTimeOffset expiresAt)
    {
        var bytes = connection.Value.ToByteArray();
        var stable = (bytes[14] * 256 + bytes[15]) / 65535.0;
        return expiresAt - Ahead + (stable * 2 - 1) * Spread;
    }
}
