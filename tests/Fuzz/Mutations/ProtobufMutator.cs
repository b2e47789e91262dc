namespace Fuzz.Mutations;

/// <summary>
/// Changes a Protocol Buffers message that stays one: other numbers and texts, fields missing, double and out of place, lengths right.
/// </summary>
internal static class ProtobufMutator
{
    private static readonly string[] Texts =
        ["", "x", ":0", "^", "NoOp", "PartitionedCall", "VarHandleOp", "RestoreV2", "Const", "Placeholder", "dtype", "shape", "value", "T"];

    /// <summary>A changed copy of a message.</summary>
    /// <param name="message">The message, parsed.</param>
    /// <param name="random">Decides.</param>
    public static byte[] Mutate(ProtobufField message, Random random)
    {
        List<ProtobufField> fields = [.. message.Descendants()];
        Dictionary<ProtobufField, IReadOnlyList<ProtobufField>> changes = new(ReferenceEqualityComparer.Instance);
        for (int change = random.Next(1, 4); change > 0 && fields.Count > 0; change--)
        {
            ProtobufField field = fields[random.Next(fields.Count)];
            changes[field] = Change(field, fields, random);
        }

        return message.Write(changes);
    }

    private static IReadOnlyList<ProtobufField> Change(ProtobufField field, List<ProtobufField> all, Random random) => random.Next(8) switch
    {
        0 => [],
        1 => [field, field],
        2 => [field, all[random.Next(all.Count)]],
        3 => [Like(field, all, random)],
        4 when field.Content is { Length: > 0 } content =>
            [field with { Inner = null, Content = ByteMutator.Mutate(content, content, random) }],
        _ when field.Content is not null =>
            [field with { Inner = null, Content = System.Text.Encoding.UTF8.GetBytes(Texts[random.Next(Texts.Length)]) }],
        _ => [field with { Number = (ulong)InterestingNumbers.Next(random) }],
    };

    // What stands in the same field elsewhere has the right type, so it goes further than noise.
    private static ProtobufField Like(ProtobufField field, List<ProtobufField> all, Random random)
    {
        for (int attempt = 0; attempt < 50; attempt++)
        {
            ProtobufField other = all[random.Next(all.Count)];
            if (other.Tag == field.Tag)
                return other;
        }

        return field;
    }
}
