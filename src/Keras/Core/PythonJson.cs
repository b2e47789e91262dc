using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Keras.Core;

/// <summary>
/// JSON as Python's <c>json</c> module reads and writes it: with bare <c>NaN</c> and <c>Infinity</c>, and other than ASCII escaped.
/// </summary>
internal static class PythonJson
{
    /// <summary>
    /// The length of a text that is read: in memory a config is many times its text, and one of a thousand layers has less than a mebibyte.
    /// </summary>
    public const int MostBytes = 128 << 20;

    private const int DeepestNesting = 128;

    /// <inheritdoc cref="Parse(ReadOnlySpan{byte})"/>
    public static JsonObject Parse(string json)
    {
        RequireLength(json.Length);
        return Parse(Encoding.UTF8.GetBytes(json));
    }

    /// <summary>The object of a JSON text.</summary>
    /// <exception cref="JsonException">The text is not JSON, nests too deeply, or has a name twice in one object.</exception>
    /// <exception cref="InvalidDataException">The text is not a JSON object.</exception>
    public static JsonObject Parse(ReadOnlySpan<byte> json)
    {
        RequireLength(json.Length);
        JsonDocumentOptions options = new() { MaxDepth = DeepestNesting, AllowDuplicateProperties = false };
        JsonNode? node;
        try
        {
            node = JsonNode.Parse(WithoutWords(json), documentOptions: options);
        }
        catch (JsonException e)
        {
            // The reader's own place follows in a form of its own.
            string reason = e.Message.Split([" Path: ", " LineNumber: "], StringSplitOptions.None)[0].TrimEnd('.');
            string place = e is { LineNumber: { } line, BytePositionInLine: { } column }
                ? string.Create(CultureInfo.InvariantCulture, $" (line {line + 1}, byte {column + 1})") : "";
            throw new JsonException($"expected the JSON of a config, as to_json and ToJson write it, got {Excerpt(json)}: {reason}{place}.",
                e.Path, e.LineNumber, e.BytePositionInLine, e);
        }

        return node as JsonObject
            ?? throw new InvalidDataException($"expected the JSON of a config, which is an object in braces, got {Excerpt(json)}.");
    }

    private static void RequireLength(int length)
    {
        if (length > MostBytes)
            throw new InvalidDataException($"expected the JSON of a config of at most {MostBytes} bytes, got {length}.");
    }

    private static string Excerpt(ReadOnlySpan<byte> json)
    {
        const int enough = 40;
        string text = Encoding.UTF8.GetString(json[..Math.Min(json.Length, 4 * enough)]).ReplaceLineEndings(" ");
        return json.IsEmpty ? "an empty text" : text.Length <= enough ? $"'{text}'" : $"'{text[..enough]}…'";
    }

    /// <summary>The JSON text of a node, letter for letter what <c>json.dumps</c> gives.</summary>
    public static string Write(JsonNode? node)
    {
        StringBuilder text = new();
        Write(text, node, ", ", ": ");
        return text.ToString();
    }

    /// <summary>The same without spaces.</summary>
    public static string WriteCompact(JsonNode? node)
    {
        StringBuilder text = new();
        Write(text, node, ",", ":");
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonNode? node, string comma, string colon)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject json:
                text.Append('{');
                for (int i = 0; i < json.Count; i++)
                {
                    (string key, JsonNode? value) = json.GetAt(i);
                    WriteString(text.Append(i > 0 ? comma : ""), key);
                    Write(text.Append(colon), value, comma, colon);
                }

                text.Append('}');
                break;
            case JsonArray list:
                text.Append('[');
                for (int i = 0; i < list.Count; i++)
                    Write(text.Append(i > 0 ? comma : ""), list[i], comma, colon);
                text.Append(']');
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                WriteString(text, value.ToString());
                break;
            default:
                text.Append(PythonFloat.Written(node.ToJsonString()));
                break;
        }
    }

    private static void WriteString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (char c in value)
        {
            text = c switch
            {
                '"' or '\\' => text.Append('\\').Append(c),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                < ' ' or > '~' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }

    /// <summary>Puts numbers in the place of Python's words, outside of strings.</summary>
    private static ReadOnlySpan<byte> WithoutWords(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf(PythonFloat.NaNWord) < 0 && json.IndexOf(PythonFloat.InfinityWord) < 0)
            return json;
        ArrayBufferWriter<byte> result = new(json.Length);
        bool inString = false;
        int i = 0;
        while (i < json.Length)
        {
            ReadOnlySpan<byte> rest = json[i..];
            bool atValue = !inString && (i == 0 || " \t\r\n:,[-"u8.Contains(json[i - 1]));
            if (atValue && rest.StartsWith(PythonFloat.InfinityWord))
            {
                result.Write(PythonFloat.InfiniteNumber);
                i += PythonFloat.InfinityWord.Length;
                continue;
            }

            if (atValue && rest.StartsWith(PythonFloat.NaNWord) && (i == 0 || json[i - 1] != '-'))
            {
                result.Write(PythonFloat.NaNNumber);
                i += PythonFloat.NaNWord.Length;
                continue;
            }

            int length = inString && rest[0] == '\\' ? Math.Min(2, rest.Length) : 1;
            inString ^= rest[0] == '"';
            result.Write(rest[..length]);
            i += length;
        }

        return result.WrittenSpan;
    }
}
