using Portal.Domain.Ads;

namespace Portal.Infrastructure.Sync;

/// <summary>A record of the bulk file in the shape of its table.</summary>
/// <param name="Kind">Which table.</param>
/// <param name="Key">Its key there.</param>
/// <param name="Values">Text, whole number or null, in the order of the table's values; of a deleted one they may be missing.</param>
/// <param name="ModifiedAt">Unix milliseconds, if the file says it.</param>
/// <param name="IsDeleted">It is told of because it went.</param>
internal sealed record EntityRecord(EntityKind Kind, EntityKey Key, object?[] Values, long? ModifiedAt, bool IsDeleted)
{
    /// <summary>Of two records with one key, the later is right.</summary>
    public long Sequence { get; set; }

    /// <summary>About how much memory it takes.</summary>
    public int Size => 160 + (32 * Values.Length) + Values.Sum(value => value is string text ? 2 * text.Length : 0);

    public static int Compare(EntityRecord left, EntityRecord right)
    {
        var order = left.Kind.CompareTo(right.Kind);
        order = order != 0 ? order : left.Key.CompareTo(right.Key);
        return order != 0 ? order : left.Sequence.CompareTo(right.Sequence);
    }

    public void Write(BinaryWriter into)
    {
        into.Write((byte)Kind);
        into.Write(Key.A);
        into.Write(Key.B);
        into.Write(Key.C);
        into.Write(ModifiedAt ?? long.MinValue);
        into.Write(IsDeleted);
        into.Write(Sequence);
        into.Write((byte)Values.Length);
        foreach (var value in Values)
        {
            switch (value)
            {
                case string text:
                    into.Write((byte)2);
                    into.Write(text);
                    break;
                case long number:
                    into.Write((byte)1);
                    into.Write(number);
                    break;
                default:
                    into.Write((byte)0);
                    break;
            }
        }
    }

    public static EntityRecord Read(BinaryReader from)
    {
        var (kind, key, modified, isDeleted, sequence) = (
            (EntityKind)from.ReadByte(), new EntityKey(from.ReadInt64(), from.ReadInt64(), from.ReadInt64()), from.ReadInt64(), from.ReadBoolean(), from.ReadInt64());
        var values = new object?[from.ReadByte()];
        for (var place = 0; place < values.Length; place++)
        {
            values[place] = from.ReadByte() switch { 2 => from.ReadString(), 1 => from.ReadInt64(), _ => null };
        }

        return new(kind, key, values, modified == long.MinValue ? null : modified, isDeleted) { Sequence = sequence };
    }
}
