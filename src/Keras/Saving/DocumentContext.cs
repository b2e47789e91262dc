using System.Text.Json.Serialization;

namespace Keras.Saving;

/// <summary>The JSON documents of fixed types; their serializers are generated at compile time, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ArchiveMetadata))]
[JsonSerializable(typeof(CompileDocument))]
internal sealed partial class DocumentContext : JsonSerializerContext;
