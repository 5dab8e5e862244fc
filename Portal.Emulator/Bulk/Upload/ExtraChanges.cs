using Portal.Emulator.CampaignManagement;
using Portal.Emulator.World.Campaigns;
using Portal.Emulator.World.Extras;

namespace Portal.Emulator.Bulk.Upload;

/// <summary>Adds, changes and deletes what is kept as its bulk record says: labels, extensions, audiences, negative keywords, associations.</summary>
internal sealed class ExtraChanges(Changes changes, CampaignWorld world)
{
    private static readonly Refusal UnknownType = new(4203, "BulkServiceInvalidRowType", "The row's type is unknown.");
    private static readonly Refusal UnknownId = new(517, "InvalidId", "There is no such thing in this account.", "Id");
    private static readonly HashSet<string> Settled = ["Type", "Status", "Id", "Parent Id", "Campaign", "Ad Group", "Client Id", "Modified Time", "Sync Time"];

    public Outcome Apply(UploadedRow row)
    {
        if (RecordTypes.Find(row.Type) is not { } type || type.Name is "Account" or "In Market Audience")
        {
            return UnknownType;
        }

        if (Owner(row) is not { } owner)
        {
            return row.Type.StartsWith("Campaign", StringComparison.Ordinal) || row.Type == "Asset Group" ? CampaignRules.Unknown : AdGroupOperations.Unknown;
        }

        if (row is { Deletes: true, Id: null } && row.Type.EndsWith("Negative Keyword", StringComparison.Ordinal))
        {
            return DeleteAll(row.Type, owner);
        }

        var isAssociation = IsLink(row.Type);
        var (id, isNew) = row.Id is null or < 0 && !isAssociation ? (Ids.FirstAddedExtra - 1 + world.Next(), true) : (changes.Real(row.Id), false);
        var existing = isNew ? null : changes.Tree.Extras.Find(new(row.Type, id, owner.ParentId), owner.Id);
        if (isAssociation ? !IsThere(id) : !isNew && existing is null)
        {
            return UnknownId;
        }

        var before = existing ?? new Extra(row.Type, id, owner.ParentId, owner.Id);
        changes.Tree.Extras.Put(before with
        {
            Status = row["Status"] ?? before.Status,
            Values = Merge(before.Values, row, type),
            Modified = changes.Now,
        });
        return id;
    }

    /// <summary>Whether the row only ties one thing to another: its id is then the other thing's.</summary>
    private static bool IsLink(string type) => type.EndsWith(" Label", StringComparison.Ordinal) || type == "Campaign Negative Keyword List Association"
        || (type.EndsWith(" Ad Extension", StringComparison.Ordinal) && (type.StartsWith("Campaign ", StringComparison.Ordinal) || type.StartsWith("Account ", StringComparison.Ordinal)));

    private bool IsThere(long id) => changes.Tree.Extras.OfAccount().Any(extra => extra.Id == id && extra is { ParentId: 0, IsDeleted: false });

    /// <summary>With what the row comes and goes, and its parent; null when that is not there.</summary>
    private (long Id, long ParentId)? Owner(UploadedRow row)
    {
        if (row.Type is "Keyword Label" or "Responsive Search Ad Label")
        {
            var parent = changes.Real(row.ParentId);
            return changes.Tree.AdGroupOfChild(parent) is { } adGroup ? (adGroup.Id, parent) : null;
        }

        if (row.Type.StartsWith("Ad Group", StringComparison.Ordinal) || row.Type == "Expanded Text Ad")
        {
            return changes.AdGroupOf(row) is { } adGroup ? (adGroup.Id, adGroup.Id) : null;
        }

        if (row.Type.StartsWith("Campaign", StringComparison.Ordinal) || row.Type == "Asset Group")
        {
            return changes.CampaignOf(row) is { } campaign ? (campaign.Id, campaign.Id) : null;
        }

        return row.Type == "Shared Negative Keyword" ? IsThere(changes.Real(row.ParentId)) ? (0, changes.Real(row.ParentId)) : null
            : row.Type.StartsWith("Account ", StringComparison.Ordinal) ? (0, changes.Tree.Nature.Id)
            : (0, 0);
    }

    private Outcome DeleteAll(string type, (long Id, long ParentId) owner)
    {
        foreach (var extra in changes.Tree.Extras.OfOwner(owner.Id).Where(extra => extra.Type == type && extra.ParentId == owner.ParentId && !extra.IsDeleted).ToList())
        {
            changes.Tree.Extras.Put(extra with { Status = "Deleted", Modified = changes.Now });
        }

        return owner.ParentId;
    }

    private static Dictionary<string, string> Merge(IReadOnlyDictionary<string, string> before, UploadedRow row, RecordType type)
    {
        var values = before.ToDictionary();
        foreach (var (column, value) in row.Filled.Where(cell => !Settled.Contains(cell.Column) && (type.Columns.Contains(cell.Column) || cell.Column == "Name")))
        {
            if (value == UploadedRow.Delete)
            {
                values.Remove(column);
            }
            else
            {
                values[column] = value;
            }
        }

        return values;
    }
}
