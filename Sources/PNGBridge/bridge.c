#include "PNGBridge.h"

#include <png.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  PNGBridgeResult result;
  size_t capacity;
} Output;

// libpng requires that the handler does not return.
static void fail(png_structp png, png_const_charp message) {
  Output *output = png_get_error_ptr(png);
  strncpy(output->result.message, message, sizeof output->result.message - 1);
  png_longjmp(png, 1);
}

// Warnings are about what libpng then leaves out, such as a text chunk with a bad keyword: errors.
static void fail_on_warning(png_structp png, png_const_charp message) { fail(png, message); }

static void append(png_structp png, png_bytep bytes, size_t count) {
  Output *output = png_get_io_ptr(png);
  if (output->result.count + count > output->capacity) {
    size_t capacity = 2 * output->capacity + count;
    uint8_t *grown = realloc(output->result.bytes, capacity);
    if (grown == NULL) png_error(png, "out of memory");
    output->result.bytes = grown;
    output->capacity = capacity;
  }
  memcpy(output->result.bytes + output->result.count, bytes, count);
  output->result.count += count;
}

static void flush(png_structp png) { (void)png; }

static void add_text(png_structp png, png_infop info, PNGBridgeText text) {
  png_text chunk;
  memset(&chunk, 0, sizeof chunk);
  chunk.compression = PNG_ITXT_COMPRESSION_NONE;
  chunk.key = (png_charp)text.keyword;
  chunk.text = (png_charp)text.text;
  chunk.itxt_length = strlen(text.text);
  chunk.lang = "en";
  chunk.lang_key = "";
  png_set_text(png, info, &chunk, 1);
}

PNGBridgeResult png_bridge_encode(const uint8_t *rgb, uint32_t width, uint32_t height,
                                  uint32_t pixels_per_metre, const PNGBridgeText *texts,
                                  size_t text_count) {
  // Volatile, since both are read after a jump back to setjmp.
  Output *volatile output = calloc(1, sizeof(Output));
  png_structp volatile png = NULL;
  png_infop info = NULL;
  PNGBridgeResult result = {NULL, 0, "out of memory"};
  if (output == NULL) return result;
  png_structp created =
      png_create_write_struct(PNG_LIBPNG_VER_STRING, (Output *)output, fail, fail_on_warning);
  png = created;
  if (created != NULL) info = png_create_info_struct(created);
  if (info == NULL) {
    png_destroy_write_struct(&created, NULL);
    free(output);
    return result;
  }
  if (setjmp(png_jmpbuf(png)) == 0) {
    png_set_write_fn(png, output, append, flush);
    png_set_IHDR(png, info, width, height, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_sRGB(png, info, PNG_sRGB_INTENT_PERCEPTUAL);
    png_set_pHYs(png, info, pixels_per_metre, pixels_per_metre, PNG_RESOLUTION_METER);
    // Lines and letters on plain ground: filters make a fifth more of them.
    png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
    png_set_compression_level(png, 9);
    for (size_t index = 0; index < text_count; index++) add_text(png, info, texts[index]);
    png_write_info(png, info);
    for (uint32_t row = 0; row < height; row++) png_write_row(png, rgb + (size_t)row * width * 3);
    png_write_end(png, NULL);
  } else {
    free(output->result.bytes);
    output->result.bytes = NULL;
    output->result.count = 0;
  }
  png_structp finished = png;
  png_destroy_write_struct(&finished, &info);
  result = output->result;
  free(output);
  return result;
}

void png_bridge_free(PNGBridgeResult result) { free(result.bytes); }

const char *png_bridge_version(void) { return png_get_libpng_ver(NULL); }
