namespace Keras.Layers;

/// <summary>The two orders of axes: channels last or channels first.</summary>
internal static class DataFormats
{
    public const string ChannelsLast = "channels_last";
    public const string ChannelsFirst = "channels_first";

    /// <summary>The data format, if it is one.</summary>
    /// <exception cref="ArgumentException">There is no such format.</exception>
    public static string Check(string value, string layer) => value is ChannelsLast or ChannelsFirst
        ? value
        : throw new ArgumentException(
            $"{layer}: expected the data format {ChannelsLast} or {ChannelsFirst}, got '{value}'.", nameof(value));

    public static string Read(Config config) => config.GetString("data_format", ChannelsLast);
}
