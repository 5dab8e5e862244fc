using System.Text.Json.Nodes;

namespace Portal.Emulator.Calls;

/// <summary>
/// An operation's refusal, thrown and rendered in the shape of the service: <c>ApiFault</c> for CustomerManagement,
/// <c>ApiFaultDetail</c> for the others, <c>AdApiFaultDetail</c> for what every service says alike (<see cref="Generic"/>).
/// </summary>
public sealed class Fault(Service? service, int code, string errorCode, string message, IReadOnlyList<BatchItem>? items = null)
    : Exception(message)
{
    /// <summary>Null for a fault that every service words alike.</summary>
    public Service? Service { get; } = service;

    public int Code { get; } = code;

    public string ErrorCode { get; } = errorCode;

    public IReadOnlyList<BatchItem> Items { get; } = items ?? [];

    /// <summary>The HTTP status when it is not the one the options give this code.</summary>
    public int? Status { get; init; }

    public static Fault Generic(int code, string errorCode, string message) => new(null, code, errorCode, message);

    public static Fault Internal() => Generic(0, "InternalError", "An internal error has occurred.");

    public static Fault InvalidCredentials() => Generic(105, "InvalidCredentials",
        "Authentication failed. Either supplied credentials are invalid or the account is inactive");

    /// <summary>The user has no way to this customer or account, or may not do this there.</summary>
    public static Fault NoAccess(Service service) => service == Calls.Service.CustomerManagement
        ? new Fault(service, 1001, "NotAuthorized", "The user is not authorized to perform this action.")
        : Generic(106, "UserIsNotAuthorized", "The user is not authorized to access this customer or account.");

    /// <summary>The body of the answer. The tracking id equals the one in the headers.</summary>
    public JsonObject ToJson(string trackingId) => Service switch
    {
        null => new JsonObject
        {
            ["Errors"] = new JsonArray(new JsonObject { ["Code"] = Code, ["Detail"] = null, ["ErrorCode"] = ErrorCode, ["Message"] = Message }),
            ["TrackingId"] = trackingId,
            ["Type"] = "AdApiFaultDetail",
        },
        Calls.Service.CustomerManagement => new JsonObject
        {
            ["OperationErrors"] = new JsonArray(new JsonObject { ["Code"] = Code, ["Details"] = null, ["Message"] = Message }),
            ["TrackingId"] = trackingId,
            ["Type"] = "ApiFault",
        },
        _ => new JsonObject
        {
            ["OperationErrors"] = Items.Count > 0 ? [] : new JsonArray(
                new JsonObject { ["Code"] = Code, ["ErrorCode"] = ErrorCode, ["Details"] = null, ["Message"] = Message }),
            ["BatchErrors"] = new JsonArray([.. Items.Select(item => item.ToJson())]),
            ["TrackingId"] = trackingId,
            ["Type"] = "ApiFaultDetail",
        },
    };
}

/// <summary>What was wrong with one item of a list, by its place in the request; also the entries of <c>PartialErrors</c>.</summary>
public sealed record BatchItem(int Index, int Code, string ErrorCode, string Message, string? FieldPath = null, string Type = "BatchError")
{
    public string? Details { get; init; }

    public JsonObject ToJson() => new()
    {
        ["Type"] = Type,
        ["Code"] = Code,
        ["Details"] = Details,
        ["ErrorCode"] = ErrorCode,
        ["FieldPath"] = FieldPath,
        ["ForwardCompatibilityMap"] = new JsonArray(),
        ["Index"] = Index,
        ["Message"] = Message,
    };
}
