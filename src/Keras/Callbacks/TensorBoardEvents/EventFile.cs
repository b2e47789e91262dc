using System.Globalization;
using Google.Protobuf;

namespace Keras.Callbacks.TensorBoardEvents;

/// <summary>An event file of TensorBoard's, to which events are appended.</summary>
internal sealed class EventFile : IDisposable
{
    private const string Version = "brain.Event:2";
    private static int files;
    private readonly FileStream stream;

    /// <summary>Creates a new file in a directory, which is created if needed.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public EventFile(string directory)
    {
        Directory.CreateDirectory(directory);
        string name = string.Create(
            CultureInfo.InvariantCulture,
            $"events.out.tfevents.{DateTimeOffset.UtcNow.ToUnixTimeSeconds():D10}.{Environment.MachineName}.{Environment.ProcessId}"
            + $".{Interlocked.Increment(ref files)}.v2");
        stream = new(Path.Combine(directory, name), FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        Write(new Event { FileVersion = Version });
    }

    /// <summary>Appends a value.</summary>
    public void Write(long step, Summary.Types.Value value)
    {
        Summary summary = new();
        summary.Value.Add(value);
        Write(new Event { Step = step, Summary = summary });
    }

    /// <summary>Appends a graph, a serialized <c>GraphDef</c>.</summary>
    public void WriteGraph(byte[] graph) => Write(new Event { GraphDef = ByteString.CopyFrom(graph) });

    /// <summary>Makes what was written visible to readers.</summary>
    public void Flush() => stream.Flush();

    public void Dispose() => stream.Dispose();

    private void Write(Event entry)
    {
        entry.WallTime = (DateTime.UtcNow - DateTime.UnixEpoch).TotalSeconds;
        RecordWriter.Write(stream, entry.ToByteArray());
    }
}
