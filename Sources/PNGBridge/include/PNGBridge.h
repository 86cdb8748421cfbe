#ifndef PNG_BRIDGE_H
#define PNG_BRIDGE_H

#include <stddef.h>
#include <stdint.h>

// libpng reports errors by longjmp, which must not cross Swift frames. This bridge keeps it in C:
// memory in, memory out, and a message where something failed.

/// A text chunk (iTXt): a Latin-1 keyword of 1 to 79 bytes and UTF-8 text.
typedef struct {
  const char *keyword;
  const char *text;
} PNGBridgeText;

/// What became of an encoding: `bytes` on success, otherwise null and `message` says why.
typedef struct {
  uint8_t *bytes;
  size_t count;
  char message[160];
} PNGBridgeResult;

/// Encodes 8-bit RGB rows without gaps, `width` x `height` x 3 bytes, with their resolution; by a palette
/// where there are at most 256 colours, which loses nothing.
/// The caller gives the result to `png_bridge_free`.
PNGBridgeResult png_bridge_encode(const uint8_t *rgb, uint32_t width, uint32_t height,
                                  uint32_t pixels_per_metre, const PNGBridgeText *texts,
                                  size_t text_count);

void png_bridge_free(PNGBridgeResult result);

/// A decoded image: `rgb` on success, `width` x `height` x 3 bytes in rows without gaps, otherwise
/// null and `message` says why.
typedef struct {
  uint8_t *rgb;
  uint32_t width;
  uint32_t height;
  char message[160];
} PNGBridgeImage;

/// Decodes a PNG file of any colour type, depth and interlacing to 8-bit RGB. Fewer bits are
/// stretched to the full range, 16 bits rounded to 8, and transparency is laid over black. Samples
/// are taken as stored: chunks about gamma and colour profiles are left aside.
/// The caller gives the result to `png_bridge_free_image`.
PNGBridgeImage png_bridge_decode(const uint8_t *bytes, size_t count);

void png_bridge_free_image(PNGBridgeImage image);

/// Such as "1.6.39".
const char *png_bridge_version(void);

#endif
