using Portal.Domain.Connections;

namespace Portal.Infrastructure.Connections;

/// <summary>A grant and its connection, read in one statement: while the grant's generation and failures are these, so is the connection's trouble.</summary>
internal sealed record StandingGrant(Grant Grant, Connection Connection);
