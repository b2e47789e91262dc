using System.Globalization;
using System.Text.Json;
using Fuzz.Readers;

namespace Fuzz.Running;

/// <summary>A process that loads damaged files, so that the one that watches it sees it end or stand still.</summary>
internal static class Worker
{
    private const int Step = 200;

    /// <summary>Loads, and writes after each step how far it is and what it counted.</summary>
    public static int Run(Reader reader, WorkFolder folder, int seed, int from, int to, IReadOnlySet<int> skipped)
    {
        using FileStream progress = new(folder.Progress, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        byte[] current = new byte[sizeof(int)];
        for (int next = from; next < to; next += Step)
        {
            Tally batch = new();
            int end = Math.Min(to, next + Step);
            batch.Run(reader, folder.Files, seed, next, end, Starting, skipped);
            File.WriteAllText(folder.Result(next), JsonSerializer.Serialize(batch));
            File.WriteAllText(folder.Next, end.ToString(CultureInfo.InvariantCulture));
        }

        return 0;

        void Starting(int index)
        {
            BitConverter.TryWriteBytes(current, index);
            progress.Position = 0;
            progress.Write(current);
        }
    }
}
