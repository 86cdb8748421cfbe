#include "PNGBridge.h"

#include <png.h>
#include <stdlib.h>
#include <string.h>

// Half a gigabyte while decoding; a header that asks for more is a mistake or an attack.
static const uint64_t largest_image = (uint64_t)1 << 26;

typedef struct {
  PNGBridgeImage image;
  const uint8_t *bytes;
  size_t remaining;
  // Rows of red, green, blue and alpha, 16 bits each in this machine's byte order.
  uint16_t *samples;
  png_bytepp rows;
} Input;

// libpng requires that the handler does not return.
static void fail(png_structp png, png_const_charp message) {
  Input *input = png_get_error_ptr(png);
  strncpy(input->image.message, message, sizeof input->image.message - 1);
  png_longjmp(png, 1);
}

// Warnings are about chunks that do not change the pixels, such as a colour profile with a flaw.
static void ignore_warning(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

static void take(png_structp png, png_bytep destination, size_t count) {
  Input *input = png_get_io_ptr(png);
  if (count > input->remaining) png_error(png, "the file ends inside the image");
  memcpy(destination, input->bytes, count);
  input->bytes += count;
  input->remaining -= count;
}

// Both divisions of an alpha composition over black, by 65535, and of 16 bits to 8, by 257, in one,
// rounded to the nearest. For samples of 8 bits it is colour * alpha / 255, rounded.
static uint8_t over_black(uint16_t color, uint16_t alpha) {
  const uint64_t divisor = (uint64_t)65535 * 257;
  return (uint8_t)(((uint64_t)color * alpha + divisor / 2) / divisor);
}

static void read_image(png_structp png, png_infop info, Input *input) {
  png_set_read_fn(png, input, take);
  // A transparency chunk is ancillary to libpng, yet changes pixels: its checksum counts too.
  png_set_crc_action(png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
  png_read_info(png, info);
  uint32_t width = png_get_image_width(png, info);
  uint32_t height = png_get_image_height(png, info);
  if ((uint64_t)width * height > largest_image) png_error(png, "more than 2^26 pixels");
  // Deflate makes data at most 1,032 times as small. No memory is taken for a picture that the rest of
  // the file cannot hold.
  if ((uint64_t)png_get_rowbytes(png, info) * height / 1032 > input->remaining) {
    png_error(png, "the file ends inside the image");
  }

  // Every kind of PNG becomes red, green, blue and alpha of 16 bits.
  png_set_expand_16(png);
  png_set_gray_to_rgb(png);
  png_set_add_alpha(png, 0xffff, PNG_FILLER_AFTER);
  const uint16_t one = 1;
  if (*(const uint8_t *)&one == 1) png_set_swap(png);
  png_set_interlace_handling(png);
  png_read_update_info(png, info);

  size_t pixels = (size_t)width * height;
  if (png_get_rowbytes(png, info) != (size_t)width * 8) png_error(png, "unexpected row length");
  input->samples = malloc(pixels * 8);
  input->rows = malloc(height * sizeof *input->rows);
  input->image.rgb = malloc(pixels * 3);
  if (input->samples == NULL || input->rows == NULL || input->image.rgb == NULL) {
    png_error(png, "out of memory");
  }
  for (uint32_t row = 0; row < height; row++) {
    input->rows[row] = (png_bytep)(input->samples + (size_t)row * width * 4);
  }
  png_read_image(png, input->rows);
  png_read_end(png, NULL);

  for (size_t pixel = 0; pixel < pixels; pixel++) {
    const uint16_t *sample = input->samples + pixel * 4;
    for (size_t channel = 0; channel < 3; channel++) {
      input->image.rgb[pixel * 3 + channel] = over_black(sample[channel], sample[3]);
    }
  }
  input->image.width = width;
  input->image.height = height;
}

PNGBridgeImage png_bridge_decode(const uint8_t *bytes, size_t count) {
  PNGBridgeImage image = {NULL, 0, 0, "out of memory"};
  Input *input = calloc(1, sizeof *input);
  if (input == NULL) return image;
  input->bytes = bytes;
  input->remaining = count;
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, input, fail, ignore_warning);
  png_infop info = png == NULL ? NULL : png_create_info_struct(png);
  if (info != NULL) {
    // Nothing that is read after a jump is changed after setjmp but through `input`.
    if (setjmp(png_jmpbuf(png)) == 0) {
      read_image(png, info, input);
    } else {
      free(input->image.rgb);
      input->image.rgb = NULL;
    }
    image = input->image;
  }
  png_destroy_read_struct(&png, &info, NULL);
  free(input->rows);
  free(input->samples);
  free(input);
  return image;
}

void png_bridge_free_image(PNGBridgeImage image) { free(image.rgb); }
