namespace Keras.Applications;

/// <summary>MobileNetV3Large: blocks found by search for small devices, for images of 224 × 224, values 0 to 255 (Howard et al., 2019,
/// arXiv:1905.02244).</summary>
public sealed class MobileNetV3Large : Application<MobileNetV3Large, MobileNetV3Options>, IArchitecture<MobileNetV3Options>
{
    private MobileNetV3Large()
    {
    }

    static Architecture<MobileNetV3Options> IArchitecture<MobileNetV3Options>.Definition { get; } =
        new MobileNetV3Architecture(
            "MobileNetV3Large", 1280,
            [
                new(1, 16, false, 1, false, false),
                new(4, 24, false, 2, false, false),
                new(3, 24, false, 1, false, false),
                new(3, 40, true, 2, true, false),
                new(3, 40, true, 1, true, false),
                new(3, 40, true, 1, true, false),
                new(6, 80, false, 2, false, true),
                new(2.5, 80, false, 1, false, true),
                new(2.3, 80, false, 1, false, true),
                new(2.3, 80, false, 1, false, true),
                new(6, 112, false, 1, true, true),
                new(6, 112, false, 1, true, true),
                new(6, 160, true, 2, true, true),
                new(6, 160, true, 1, true, true),
                new(6, 160, true, 1, true, true),
            ],
            new()
            {
                ["large_224_0.75_float"] = ("765b44a33ad4005b3ac83185abf1d0eb", "40af19a13ebea4e2ee0c676887f69a2e"),
                ["large_224_1.0_float"] = ("59e551e166be033d707958cf9e29a6a7", "07fb09a5933dd0c8eaafa16978110389"),
                ["large_minimalistic_224_1.0_float"] = ("675e7b876c45c57e9e63e6d90a36599c", "ec5221f64a2f6d1ef965a614bdae7973"),
            });
}
