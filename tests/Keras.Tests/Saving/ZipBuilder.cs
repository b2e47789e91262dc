using System.Text;

namespace Keras.Tests.Saving;

/// <summary>Builds zip files whose members say of themselves what they are told to.</summary>
internal static class ZipBuilder
{
    /// <summary>A zip file.</summary>
    public static byte[] Make(params Member[] members)
    {
        List<byte> file = [], directory = [];
        foreach (Member member in members)
        {
            byte[] name = Encoding.UTF8.GetBytes(member.Name);
            uint length = member.Zip64Length is null ? (uint)member.Content.Length : uint.MaxValue;
            byte[] zip64 = member.Zip64Length is { } claimed
                ? [1, 0, 16, 0, .. BitConverter.GetBytes(claimed), .. BitConverter.GetBytes(claimed)] : [];
            byte[] common =
            [
                20, 0, .. U16(member.Flags), .. U16(member.Method), 0, 0, 0, 0,
                    .. BitConverter.GetBytes(Crc(member.Content)), .. BitConverter.GetBytes(length),
                .. BitConverter.GetBytes(length), .. U16(name.Length), .. U16(zip64.Length),
            ];
            directory.AddRange("PK\u0001\u0002"u8);
            directory.AddRange([45, 3, .. common, 0, 0, 0, 0, 0, 0, .. BitConverter.GetBytes(member.UnixMode << 16),
                .. BitConverter.GetBytes(file.Count), .. name, .. zip64]);
            file.AddRange([.. "PK\u0003\u0004"u8, .. common, .. name, .. zip64, .. member.Content]);
        }

        return [.. file, .. directory, .. "PK\u0005\u0006"u8, 0, 0, 0, 0, .. U16(members.Length), .. U16(members.Length),
            .. BitConverter.GetBytes(directory.Count), .. BitConverter.GetBytes(file.Count), 0, 0];
    }

    private static byte[] U16(int value) => BitConverter.GetBytes((ushort)value);

    private static uint Crc(byte[] bytes) => Keras.Files.Crc32.Append(0, bytes);

    /// <summary>A member.</summary>
    internal sealed record Member(string Name, byte[] Content)
    {
        public int Method { get; init; }

        public int Flags { get; init; }

        public uint UnixMode { get; init; } = 0x81A4;

        /// <summary>The length that the long form tells, instead of the true one.</summary>
        public long? Zip64Length { get; init; }
    }
}
