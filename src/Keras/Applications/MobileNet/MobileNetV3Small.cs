namespace Keras.Applications;

/// <summary>MobileNetV3Small: blocks found by search for small devices, for images of 224 × 224, values 0 to 255 (Howard et al., 2019,
/// arXiv:1905.02244).</summary>
public sealed class MobileNetV3Small : Application<MobileNetV3Small, MobileNetV3Options>, IArchitecture<MobileNetV3Options>
{
    private MobileNetV3Small()
    {
    }

    static Architecture<MobileNetV3Options> IArchitecture<MobileNetV3Options>.Definition { get; } =
        new MobileNetV3Architecture(
            "MobileNetV3Small", 1024,
            [
                new(1, 16, false, 2, true, false),
                new(72.0 / 16, 24, false, 2, false, false),
                new(88.0 / 24, 24, false, 1, false, false),
                new(4, 40, true, 2, true, true),
                new(6, 40, true, 1, true, true),
                new(6, 40, true, 1, true, true),
                new(3, 48, true, 1, true, true),
                new(3, 48, true, 1, true, true),
                new(6, 96, true, 2, true, true),
                new(6, 96, true, 1, true, true),
                new(6, 96, true, 1, true, true),
            ],
            new()
            {
                ["small_224_0.75_float"] = ("cb65d4e5be93758266aa0a7f2c6708b7", "ebdb5cc8e0b497cd13a7c275d475c819"),
                ["small_224_1.0_float"] = ("8768d4c2e7dee89b9d02b2d03d65d862", "d3e8ec802a04aa4fc771ee12a9a9b836"),
                ["small_minimalistic_224_1.0_float"] = ("99cd97fb2fcdad2bf028eb838de69e37", "cde8136e733e811080d9fcd8a252f7e4"),
            });
}
