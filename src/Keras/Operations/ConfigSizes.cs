using System.Text.Json.Nodes;

namespace Keras;

/// <summary>Sizes along spatial axes in configs.</summary>
public static class ConfigSizes
{
    extension(Config config)
    {
        /// <summary>Gets an argument that is a size, or one for each axis; none where it is null or missing.</summary>
        /// <param name="key">The name of the argument.</param>
        /// <exception cref="ConfigException">The argument is of another type.</exception>
        public SpatialSizes GetSizes(string key) => config.GetNode(key) switch
        {
            null => default,
            JsonArray => SpatialSizes.Create([.. config.GetShape(key)!.Select(size => checked((int)size))]),
            _ => config.GetInt(key),
        };
    }
}
